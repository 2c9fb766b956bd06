package rllc.train.linear;

import rllc.optim.Vectors;
import rllc.shard.Moments;

/**
 * How rare features are, and how large where they are present.
 *
 * @param shares of the rows that have feature j; zeros where nobody said
 * @param sizes root mean square of what u_j is multiplied with in the margins of rows that have the
 *     feature, s_j (x_j - m_j): large for standardised rare features; zeros where nobody said
 */
record FeatureShares(double[] shares, double[] sizes) {
  /** From here on m^k / k! is Stirling's. */
  private static final double MANY = 100;

  static FeatureShares unknown(int features) {
    return new FeatureShares(new double[features], new double[features]);
  }

  /**
   * From the moments of all rows.
   *
   * @param scale s
   * @param shift m
   */
  static FeatureShares of(Moments moments, double[] scale, double[] shift) {
    double[] sizes = Vectors.times(scale, moments.featureSizes(shift));
    return new FeatureShares(moments.featureShares(), sizes);
  }

  /**
   * The part of the Hessian's trace that a uniform sample of {@code rows} is expected to miss,
   * where all rows are curved alike: of a feature that the sample should have in m rows and has in
   * N, Poisson's, 1 - N / m where that is above 0, on average exp(-m) m^k / k! with k = floor(m). 0
   * where nothing is known.
   */
  double unseen(long rows) {
    double trace = 0;
    double missed = 0;
    for (int j = 0; j < sizes.length; j++) {
      double curvature = shares[j] * sizes[j] * sizes[j];
      trace += curvature;
      missed += curvature * missedShare(shares[j] * rows);
    }
    return trace > 0 ? missed / trace : 0;
  }

  private static double missedShare(double mean) {
    if (mean > MANY) {
      return 1 / Math.sqrt(2 * Math.PI * mean);
    }
    double share = Math.exp(-mean);
    for (int k = 1; k <= mean; k++) {
      share *= mean / k;
    }
    return share;
  }
}
