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
  private final boolean heldOut;

  public RowReader(Columns columns, LabelCoding labels, String[] featureNames) {
    this(columns, labels, featureNames, false);
  }

  /**
   * @param heldOut whether rows of a class that is none of the training rows' are no bad rows
   */
  public RowReader(Columns columns, LabelCoding labels, String[] featureNames, boolean heldOut) {
    this.columns = columns;
    this.labels = labels;
    this.featureNames = featureNames;
    this.heldOut = heldOut;
  }

  /** What is wrong with {@code row}, or null. */
  String complaint(InputRow row, int features) {
    if (!row.hasFeatures()) {
      return columnMust(columns.features(), "be a vector", "null");
    }
    if (row.features != features) {
      return columnMust(columns.features(), "have " + features + " features", "" + row.features);
    }
    if (!row.isExact()) {
      return columnMust(
          columns.label(),
          "be exact as a double, as whole numbers to 2^53 are (data.query makes it CAST("
              + columns.label()
              + " AS STRING) for classes or AS DOUBLE for amounts)",
          "" + row.givenLabel());
    }
    if (!isWeight(row)) {
      String was = row.hasWeight ? "" + row.weight : "null";
      return columnMust(columns.weight(), "be finite and at least 0", was);
    }
    // A row without weight says nothing of which classes there are.
    if (!hasCode(row) && !(row.weight == 0 && isLabel(row))) {
      return columnMust(columns.label(), "be " + labels.requirement(), "" + row.givenLabel());
    }
    return featureComplaint(row);
  }

  /** Whether a held-out row is of a class that no training row has. */
  public boolean isUnseen(InputRow row) {
    return heldOut
        && !labels.isNumeric()
        && isLabel(row)
        && !hasCode(row)
        && isWeight(row)
        && row.weight > 0;
  }

  private boolean hasCode(InputRow row) {
    return !Double.isNaN(labels.code(row.label, row.otherLabel));
  }

  private static boolean isLabel(InputRow row) {
    return row.otherLabel instanceof String || Double.isFinite(row.label);
  }

  private static boolean isWeight(InputRow row) {
    return row.weight >= 0 && row.weight < Double.POSITIVE_INFINITY;
  }

  private String featureComplaint(InputRow row) {
    double[] values = row.values;
    for (int k = 0; k < row.count; k++) {
      // The difference is 0 for finite numbers only: one test for NaN and both infinities.
      if (values[k] - values[k] != 0) {
        int j = row.dense ? k : row.indices[k];
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
    if (row.dense) {
      builder.addDense(label(row), row.weight, row.values);
    } else {
      builder.addSparse(label(row), row.weight, row.indices, row.values, row.count);
    }
  }

  /** The number that stands for the label of a row without complaint; 0 where nothing weighs it. */
  double label(InputRow row) {
    double code = labels.code(row.label, row.otherLabel);
    return Double.isNaN(code) ? 0 : code;
  }

  static BadInputException badRow(RowPart part, int partition, long row, String complaint) {
    return new BadInputException(
        part.word()
            + "row "
            + row
            + " of partition "
            + partition
            + " (both counted from 0): "
            + complaint);
  }
}
