package rllc.train.objective;

/**
 * The part of an objective that has no gradient everywhere, coordinate by coordinate: sum_j a_j
 * |u_j| within a box. A coordinate is fixed where this part holds it, at 0 with a_j above 0 or at a
 * bound, and free elsewhere; there this part is linear.
 */
public final class NonsmoothTerm {
  private final double[] weights;
  private final Box box;

  private NonsmoothTerm(double[] weights, Box box) {
    this.weights = weights;
    this.box = box;
  }

  public static NonsmoothTerm of(Objective objective) {
    return new NonsmoothTerm(objective.l1Weights(), objective.box());
  }

  public boolean hasL1() {
    return weights.length > 0;
  }

  /** The orthant around {@code u}, {@code gradient} the shortest subgradient there. */
  public Orthant orthant(double[] u, double[] gradient) {
    return Orthant.at(u, gradient, weights);
  }

  /**
   * The proximal map: the z that minimises (z - x)^2 / (2 t) + a_j |z| within the bounds of
   * coordinate j.
   */
  public double nearest(int j, double x, double t) {
    double shrunk = Math.max(0, Math.abs(x) - t * weight(j));
    return Math.min(Math.max(Math.copySign(shrunk, x), lower(j)), upper(j));
  }

  public boolean fixed(int j, double z) {
    return z == 0 && weight(j) > 0 || z == lower(j) || z == upper(j);
  }

  /** a_j sign(z), the slope of this part where z is free. */
  public double slope(int j, double z) {
    return weight(j) * Math.signum(z);
  }

  /** The first value on the way from a free z along {@code step} at which it is fixed. */
  public double end(int j, double z, double step) {
    double bound = step > 0 ? upper(j) : lower(j);
    return weight(j) > 0 && z * step < 0
        ? (step > 0 ? Math.min(0, bound) : Math.max(0, bound))
        : bound;
  }

  /**
   * The shortest vector of the subdifferential of the whole objective: of L1 the pseudo-gradient
   * (Andrew and Gao, ICML 2007, equation 4), of a box the projected gradient. Zero at an optimum
   * alone.
   *
   * @param gradient of the smooth part at {@code u}, itself the answer where there is no other part
   */
  public double[] gradient(double[] u, double[] gradient) {
    if (!hasL1() && box.isNone()) {
      return gradient;
    }
    double[] whole = gradient.clone();
    for (int j = 0; j < weights.length; j++) {
      double held = Math.max(0, Math.abs(gradient[j]) - weights[j]);
      whole[j] = u[j] == 0 ? Math.copySign(held, gradient[j]) : gradient[j] + slope(j, u[j]);
    }
    return box.projectedGradient(u, whole);
  }

  /** a_j. */
  public double weight(int j) {
    return hasL1() ? weights[j] : 0;
  }

  private double lower(int j) {
    return box.isNone() ? Double.NEGATIVE_INFINITY : box.lower()[j];
  }

  private double upper(int j) {
    return box.isNone() ? Double.POSITIVE_INFINITY : box.upper()[j];
  }
}
