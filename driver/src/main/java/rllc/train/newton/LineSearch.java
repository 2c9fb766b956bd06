package rllc.train.newton;

/**
 * Backtracking by interpolation (Nocedal and Wright, Numerical Optimization, 2006, 3.1 and 3.5).
 */
final class LineSearch {
  private static final double ARMIJO = 1e-4;

  private LineSearch() {}

  /**
   * Armijo's condition.
   *
   * @param promised what the slope promises of the step
   */
  static boolean accepts(double before, double after, double promised) {
    return after - before <= -ARMIJO * promised;
  }

  /** Whether two losses cannot be told apart after so many additions. */
  static boolean isHidden(double before, double after) {
    return Math.abs(after - before) <= GainHistory.NOISE * Math.abs(before);
  }

  /**
   * Where a parabola through both losses and the slope has its least value, in [0.1 t, 0.5 t].
   *
   * @param change of the loss by the step of length {@code t}
   */
  static double shortened(double t, double promised, double change) {
    double best = promised * t / (2 * (change + promised));
    return Double.isFinite(best) ? Math.max(0.1 * t, Math.min(0.5 * t, best)) : 0.1 * t;
  }
}
