package rllc.train.linear;

import java.util.Arrays;

/**
 * The L2 part of MLlib's penalty, regParam (1 - elasticNetParam) / 2 ||w||^2, intercepts never
 * penalised, as a function of the optimizer's coordinates u: sum_j q_j u_j^2 / 2.
 *
 * <p>With {@code standardization} w are the coefficients of the features divided by their deviation
 * sigma_j, q_j = lambda (s_j sigma_j)^2, else those of the original features, q_j = lambda s_j^2,
 * whatever coordinates the optimizer works in (s_j: see {@link Coordinates}).
 */
public final class Penalty {
  private final double[] curvature;
  private final int outputs;

  private Penalty(double[] curvature, int outputs) {
    this.curvature = curvature;
    this.outputs = outputs;
  }

  /**
   * @param lambda regParam (1 - elasticNetParam); for the gaussian family MLlib divides it by the
   *     label's deviation, which is the caller's to do
   * @param deviations of the original features
   */
  public static Penalty l2(
      double lambda, Coordinates coordinates, double[] deviations, boolean standardization) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException("`model.regParam` must be at least 0, got " + lambda);
    }
    double[] curvature = new double[coordinates.features()];
    for (int j = 0; j < curvature.length; j++) {
      double factor = coordinates.scale(j) * (standardization ? deviations[j] : 1);
      curvature[j] = lambda * factor * factor;
    }
    return new Penalty(curvature, coordinates.outputs());
  }

  /** sum_j q_j u_j^2 / 2. */
  public double value(double[] u) {
    double sum = 0;
    for (int j = 0; j < curvature.length; j++) {
      double squares = 0;
      for (int k = 0; k < outputs; k++) {
        squares += u[j * outputs + k] * u[j * outputs + k];
      }
      sum += curvature[j] * squares;
    }
    return sum / 2;
  }

  /** q_j for each entry of u, 0 for intercepts: the diagonal of the Hessian. */
  public double[] diagonal(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    double[] diagonal = new double[dimension];
    addGradientInto(ones, diagonal);
    return diagonal;
  }

  /** target_j += q_j u_j: the gradient at u, and the Hessian times u. */
  public void addGradientInto(double[] u, double[] target) {
    for (int j = 0; j < curvature.length; j++) {
      for (int k = 0; k < outputs; k++) {
        target[j * outputs + k] += curvature[j] * u[j * outputs + k];
      }
    }
  }
}
