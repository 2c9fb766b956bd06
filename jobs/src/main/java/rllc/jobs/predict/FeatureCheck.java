package rllc.jobs.predict;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.api.java.UDF2;
import rllc.spark.input.BadInputException;

/**
 * Whether a model can answer for a row: it answers NaN to a missing number, and of NaN Spark makes
 * class 0 without a word.
 */
final class FeatureCheck implements UDF2<Vector, Long, Boolean> {
  private static final long serialVersionUID = 1L;

  /** How monotonically_increasing_id numbers a row: partition, then place. */
  private static final int PLACE_BITS = 33;

  private final String column;
  private final int features;
  private final boolean fails;

  /**
   * @param fails whether a row that it cannot answer for is an error
   */
  FeatureCheck(String column, int features, boolean fails) {
    this.column = column;
    this.features = features;
    this.fails = fails;
  }

  /**
   * @param id of the row, from monotonically_increasing_id
   * @throws BadInputException if the row is bad and that is an error
   */
  @Override
  public Boolean call(Vector vector, Long id) {
    String complaint = complaint(vector);
    if (complaint == null) {
      return true;
    }
    if (fails) {
      throw new BadInputException(
          String.format(
              "row %d of partition %d (both counted from 0): column `%s` must %s",
              id & ((1L << PLACE_BITS) - 1), id >> PLACE_BITS, column, complaint));
    }
    return false;
  }

  private String complaint(Vector vector) {
    if (vector == null) {
      return "have a vector, got null";
    }
    if (features > 0 && vector.size() != features) {
      return "have the model's " + features + " features, got " + vector.size();
    }
    double[] values = values(vector);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return "be finite, got " + values[i] + " in feature " + place(vector, i);
      }
    }
    return null;
  }

  private static double[] values(Vector vector) {
    return vector instanceof org.apache.spark.ml.linalg.SparseVector sparse
        ? sparse.values()
        : vector.toArray();
  }

  private static int place(Vector vector, int i) {
    return vector instanceof org.apache.spark.ml.linalg.SparseVector sparse
        ? sparse.indices()[i]
        : i;
  }
}
