package rllc.optim;

import java.util.Optional;
import java.util.function.Predicate;

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
 * @param admissible laws that a correction may lead to: one that leads out is cut to a quarter,
 *     three times if need be, then left out. Our addition; the paper's rule admits all
 * @param box where each entry is kept; empty for the paper's rule, which keeps it nowhere
 */
public record Law(
    double c2, double rankTolerance, Predicate<double[]> admissible, Optional<LawBox> box) {
  /** The law of the classical methods: it never changes. */
  public static final Law FIXED = new Law(0, 0);

  private static final int CUTS = 3;
  private static final double CUT = 0.25;

  /** The paper's rule. */
  public Law(double c2, double rankTolerance) {
    this(c2, rankTolerance, law -> true);
  }

  public Law(double c2, double rankTolerance, Predicate<double[]> admissible) {
    this(c2, rankTolerance, admissible, Optional.empty());
  }

  /**
   * What a correction brought.
   *
   * @param law the corrected law
   * @param conditionNumber largest / smallest kept singular value of M, in the metric of the
   *     correction; NaN where M is zero
   */
  public record Correction(double[] law, double conditionNumber) {}

  /**
   * The corrected law; {@code law} itself is left alone. It stays as it is where M is zero, and
   * where inner products overflow: such a run has diverged, which is not for the law to say.
   */
  public Correction correct(double[] law, InnerProducts products) {
    if (!products.isFinite()) {
      return new Correction(law, Double.NaN);
    }
    SymmetricEigen eigen = SymmetricEigen.of(products.gram());
    double largest = eigen.values()[law.length - 1];
    if (!(largest > 0)) {
      return new Correction(law, Double.NaN);
    }
    double[] change = new double[law.length];
    double smallestKept = largest;
    for (int i = law.length - 1; i >= 0 && eigen.values()[i] >= floor(law.length) * largest; i--) {
      double[] vector = eigen.vectors()[i];
      double factor = c2 * Vectors.dot(vector, products.gradientProducts()) / eigen.values()[i];
      Vectors.addScaledInto(factor, vector, change);
      smallestKept = eigen.values()[i];
    }
    return new Correction(admitted(law, change), Math.sqrt(largest / smallestKept));
  }

  private double[] admitted(double[] law, double[] change) {
    double share = 1;
    for (int cut = 0; cut <= CUTS; cut++) {
      double[] corrected = law.clone();
      Vectors.addScaledInto(share, change, corrected);
      box.ifPresent(bounds -> bounds.clamp(corrected));
      if (admissible.test(corrected)) {
        return corrected;
      }
      share *= CUT;
    }
    return law;
  }

  /** Below k ulps an eigenvalue of the Gram matrix is rounding, whatever the tolerance says. */
  private double floor(int units) {
    return Math.max(rankTolerance * rankTolerance, units * Math.ulp(1.0));
  }
}
