package rllc.train.linear;

/**
 * The L1 part of MLlib's penalty, regParam elasticNetParam ||w||_1, intercepts never penalised, as
 * a function of the optimizer's coordinates u: sum_j a_j |u_j|.
 *
 * <p>With {@code standardization} w are the coefficients of the features divided by their deviation
 * sigma_j, a_j = lambda s_j sigma_j, else those of the original features, a_j = lambda s_j,
 * whatever coordinates the optimizer works in (s_j: see {@link Coordinates}).
 */
public final class L1Penalty {
  /** No such part. */
  public static final L1Penalty NONE = new L1Penalty(new double[0]);

  private final double[] weights;

  private L1Penalty(double[] weights) {
    this.weights = weights;
  }

  /**
   * @param lambda regParam elasticNetParam, at least 0; for 0 there is no such part
   * @param deviations of the original features
   */
  public static L1Penalty of(
      double lambda, Coordinates coordinates, double[] deviations, boolean standardization) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException("`lambda` must be at least 0, got " + lambda);
    }
    if (lambda == 0) {
      return NONE;
    }
    int outputs = coordinates.outputs();
    double[] weights = new double[coordinates.dimension()];
    for (int i = 0; i < coordinates.features() * outputs; i++) {
      int j = i / outputs;
      weights[i] = lambda * coordinates.scale(j) * (standardization ? deviations[j] : 1);
    }
    return new L1Penalty(weights);
  }

  /** sum_j a_j |u_j|. */
  public double value(double[] u) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * Math.abs(u[i]);
    }
    return sum;
  }

  /** a_j, of u's length with zeros for the intercepts; empty if there is no such part. */
  public double[] weights() {
    return weights.clone();
  }
}
