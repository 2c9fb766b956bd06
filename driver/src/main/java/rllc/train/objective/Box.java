package rllc.train.objective;

/**
 * Bounds of each coordinate, lower_i &lt;= u_i &lt;= upper_i, infinite where there is none.
 *
 * @param lower of u's length; empty, as {@code upper}, where nothing is bounded
 */
public record Box(double[] lower, double[] upper) {
  /** Nothing is bounded. */
  public static final Box NONE = new Box(new double[0], new double[0]);

  public boolean isNone() {
    return lower.length == 0;
  }

  /** The point of the box that is nearest to {@code u}. */
  public double[] nearest(double[] u) {
    double[] nearest = u.clone();
    for (int i = 0; i < lower.length; i++) {
      nearest[i] = Math.min(Math.max(u[i], lower[i]), upper[i]);
    }
    return nearest;
  }

  /**
   * u less the nearest point of the box to u - g: zero exactly where u is optimal, and g where no
   * bound is near.
   */
  public double[] projectedGradient(double[] u, double[] gradient) {
    double[] projected = gradient.clone();
    for (int i = 0; i < lower.length; i++) {
      double below = u[i] - upper[i];
      double above = u[i] - lower[i];
      projected[i] = Math.min(Math.max(gradient[i], below), above);
    }
    return projected;
  }

  /** The box of factor * u, the factor above 0. */
  public Box times(double factor) {
    Box scaled = new Box(lower.clone(), upper.clone());
    for (int i = 0; i < lower.length; i++) {
      scaled.lower[i] *= factor;
      scaled.upper[i] *= factor;
    }
    return scaled;
  }
}
