package rllc.jobs.compare;

import java.util.Arrays;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import rllc.settings.Bounds;

/** Our bounds as MLlib takes them; a side that does not bound is left unset. */
public final class MllibBounds {
  private MllibBounds() {}

  /** Sets the bounds of {@code trainer}. */
  public static void set(LogisticRegression trainer, Bounds bounds, int outputs, int features) {
    double[] lower = bounds.lower(outputs, features);
    double[] upper = bounds.upper(outputs, features);
    if (bounds.lowerCoefficients().isPresent()) {
      trainer.setLowerBoundsOnCoefficients(coefficients(lower, outputs));
    }
    if (bounds.upperCoefficients().isPresent()) {
      trainer.setUpperBoundsOnCoefficients(coefficients(upper, outputs));
    }
    if (bounds.lowerIntercepts().isPresent()) {
      trainer.setLowerBoundsOnIntercepts(intercepts(lower, outputs));
    }
    if (bounds.upperIntercepts().isPresent()) {
      trainer.setUpperBoundsOnIntercepts(intercepts(upper, outputs));
    }
  }

  /** Class-fastest is the matrix K x d column by column. */
  private static Matrix coefficients(double[] ends, int outputs) {
    int coefficients = ends.length - outputs;
    return new DenseMatrix(outputs, coefficients / outputs, Arrays.copyOf(ends, coefficients));
  }

  private static Vector intercepts(double[] ends, int outputs) {
    return Vectors.dense(Arrays.copyOfRange(ends, ends.length - outputs, ends.length));
  }
}
