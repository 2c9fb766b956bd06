package rllc.spark.input;

import java.io.Serializable;
import rllc.shard.BlockBuilder;

/**
 * The one place where rows are read and judged: features, label, weight in, a packed row or a
 * complaint out.
 */
public final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Columns columns;
  private final LabelCoding labels;
  private final String[] featureNames;

  public RowReader(Columns columns, LabelCoding labels, String[] featureNames) {
    this.columns = columns;
    this.labels = labels;
    this.featureNames = featureNames;
  }

  /** What is wrong with {@code row}, or null. */
  String complaint(InputRow row, int features) {
    if (!row.hasFeatures()) {
      return columnMust(columns.features(), "be a vector", "null");
    }
    if (row.features != features) {
      return columnMust(columns.features(), "have " + features + " features", "" + row.features);
    }
    if (labels.code(row.label) == null) {
      return columnMust(columns.label(), "be " + labels.requirement(), "" + row.label);
    }
    if (row.weight == null || !(row.weight >= 0 && row.weight < Double.POSITIVE_INFINITY)) {
      return columnMust(columns.weight(), "be finite and at least 0", "" + row.weight);
    }
    return featureComplaint(row);
  }

  private String featureComplaint(InputRow row) {
    double[] values = row.values;
    for (int k = 0; k < values.length; k++) {
      // The difference is 0 for finite numbers only: one test for NaN and both infinities.
      if (values[k] - values[k] != 0) {
        int j = row.indices == null ? k : row.indices[k];
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
  void add(InputRow row, BlockBuilder builder) {
    if (row.indices == null) {
      builder.addDense(label(row), row.weight, row.values);
    } else {
      builder.addSparse(label(row), row.weight, row.indices, row.values);
    }
  }

  /** The number that stands for the label of a row without complaint. */
  double label(InputRow row) {
    return labels.code(row.label);
  }

  static BadInputException badRow(int partition, long row, String complaint) {
    return new BadInputException(
        "row " + row + " of partition " + partition + " (both counted from 0): " + complaint);
  }
}
