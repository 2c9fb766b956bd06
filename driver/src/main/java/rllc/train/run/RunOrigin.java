package rllc.train.run;

import java.util.Arrays;

/**
 * Where a run begins.
 *
 * @param theta the first point, in the optimizer's coordinates
 * @param nullModel the point that the run is measured against, see {@link Reference}
 * @param nullLoss the loss there; NaN if it is not known
 */
public record RunOrigin(double[] theta, double[] nullModel, double nullLoss) {
  /** The null model itself. */
  public static RunOrigin of(double[] theta) {
    return new RunOrigin(theta, theta, Double.NaN);
  }

  boolean isNullModel(double[] point) {
    return Arrays.equals(point, nullModel);
  }
}
