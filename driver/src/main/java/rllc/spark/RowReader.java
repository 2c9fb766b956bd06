package rllc.spark;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import rllc.run.BadInputException;
import rllc.shard.BlockBuilder;

/**
 * The one place where rows are read and judged: features, label, weight in, a packed row or a
 * complaint out.
 */
final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Columns columns;
  private final LabelCoding labels;
  private final String[] featureNames;

  RowReader(Columns columns, LabelCoding labels, String[] featureNames) {
    this.columns = columns;
    this.labels = labels;
    this.featureNames = featureNames;
  }

  /** Features of the row's vector; -1 if it has none. */
  static int features(Row row) {
    return row.isNullAt(0) ? -1 : ((Vector) row.get(0)).size();
  }

  /** What is wrong with {@code row} = (features, label[, weight]), or null. */
  String complaint(Row row, int features) {
    if (row.isNullAt(0)) {
      return columnMust(columns.features(), "be a vector", "null");
    }
    Vector x = (Vector) row.get(0);
    if (x.size() != features) {
      return columnMust(columns.features(), "have " + features + " features", "" + x.size());
    }
    if (labels.code(rawLabel(row)) == null) {
      return columnMust(columns.label(), "be " + labels.requirement(), "" + row.get(1));
    }
    double weight = weight(row);
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      return columnMust(columns.weight(), "be finite and at least 0", "" + row.get(2));
    }
    return featureComplaint(x);
  }

  private String featureComplaint(Vector x) {
    double[] values = x instanceof DenseVector dense ? dense.values() : ((SparseVector) x).values();
    for (int k = 0; k < values.length; k++) {
      // The difference is 0 for finite numbers only: one test for NaN and both infinities.
      if (values[k] - values[k] != 0) {
        int j = x instanceof SparseVector sparse ? sparse.indices()[k] : k;
        String name = featureNames == null ? "" : " (" + featureNames[j] + ")";
        return columnMust(columns.features(), "be finite", values[k] + " in feature " + j + name);
      }
    }
    return null;
  }

  private static String columnMust(String column, String requirement, String was) {
    return "column `" + column + "` must " + requirement + ", got " + was;
  }

  /** Adds a row without complaint to the builder. */
  void add(Row row, BlockBuilder builder) {
    double label = label(row);
    double weight = weight(row);
    if (row.get(0) instanceof SparseVector sparse) {
      builder.addSparse(label, weight, sparse.indices(), sparse.values());
    } else {
      builder.addDense(label, weight, ((DenseVector) row.get(0)).values());
    }
  }

  /** The number that stands for the label of a row without complaint. */
  double label(Row row) {
    return labels.code(rawLabel(row));
  }

  private static Object rawLabel(Row row) {
    return row.get(1);
  }

  /** The row's weight; NaN where it is missing. */
  double weight(Row row) {
    if (columns.weight() == null) {
      return 1;
    }
    return row.isNullAt(2) ? Double.NaN : row.getDouble(2);
  }

  static BadInputException badRow(int partition, long row, String complaint) {
    return new BadInputException(
        "row " + row + " of partition " + partition + " (both counted from 0): " + complaint);
  }
}
