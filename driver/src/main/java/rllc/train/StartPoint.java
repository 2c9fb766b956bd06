package rllc.train;

import rllc.shard.MarginLoss;

/** Where training begins: the one place for start values ({@code optimizer.start}). */
public enum StartPoint {
  /** All coefficients and intercepts 0. */
  ZERO {
    @Override
    public double[] theta(MarginLoss loss, double meanLabel, int features) {
      return new double[features + 1];
    }
  },

  /** Coefficients 0; the intercept is the best one for them. */
  PRIOR {
    @Override
    public double[] theta(MarginLoss loss, double meanLabel, int features) {
      double[] theta = new double[features + 1];
      theta[features] =
          switch (loss) {
            case LOGISTIC -> logOdds(meanLabel);
            case SQUARED -> meanLabel;
          };
      return theta;
    }
  };

  /**
   * The start in original coordinates: {@code features} coefficients, then the intercept. Without
   * fitIntercept {@link Coordinates#fromOriginal} drops the intercept.
   *
   * @param meanLabel weighted mean of the labels; for 0/1 labels the weighted share of positives
   * @throws IllegalArgumentException where the log-odds are infinite: all labels are equal
   */
  public abstract double[] theta(MarginLoss loss, double meanLabel, int features);

  private static double logOdds(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "`label` must have two values, got a share of positives of " + share);
    }
    return StrictMath.log(share / (1 - share));
  }
}
