package rllc.optim;

/**
 * The retrospective correction of the learning law: L &lt;- L + c2 M^+ g, with the memory M that
 * made the last step and the gradient g found after it (arXiv 2402.15262).
 *
 * <p>M^+ g is the minimum-norm least-squares solution of M x = g. M is never factorised: with the
 * Gram matrix M^T M = sum_i e_i q_i q_i^T it is the sum of q_i (q_i . M^T g) / e_i over the kept
 * eigenvalues. Worked number: M = (2, 0)^T, g = (3, 5)^T, L = 1, c2 = 0.1 give M^T M = 4, M^T g =
 * 6, L = 1.15.
 *
 * @param c2 law rate, dimensionless; 0 keeps the law fixed
 * @param rankTolerance singular values of M (the square roots of e_i) below this times the largest
 *     are dropped
 */
public record Law(double c2, double rankTolerance) {
  /** The law of the classical methods: it never changes. */
  public static final Law FIXED = new Law(0, 0);

  /**
   * What a correction brought.
   *
   * @param law the corrected law
   * @param conditionNumber largest / smallest kept singular value of M; NaN where M is zero
   */
  public record Correction(double[] law, double conditionNumber) {}

  /** The corrected law; {@code law} itself is left alone. */
  public Correction correct(double[] law, InnerProducts products) {
    SymmetricEigen eigen = SymmetricEigen.of(products.gram());
    double largest = eigen.values()[law.length - 1];
    if (!(largest > 0)) {
      return new Correction(law, Double.NaN);
    }
    double[] corrected = law.clone();
    double smallestKept = largest;
    for (int i = law.length - 1; i >= 0 && eigen.values()[i] >= floor(law.length) * largest; i--) {
      double[] vector = eigen.vectors()[i];
      double factor = c2 * Vectors.dot(vector, products.gradientProducts()) / eigen.values()[i];
      Vectors.addScaledInto(factor, vector, corrected);
      smallestKept = eigen.values()[i];
    }
    return new Correction(corrected, Math.sqrt(largest / smallestKept));
  }

  /** Below k ulps an eigenvalue of the Gram matrix is rounding, whatever the tolerance says. */
  private double floor(int units) {
    return Math.max(rankTolerance * rankTolerance, units * Math.ulp(1.0));
  }
}
