package rllc.train.rows;

/**
 * The average of the points w_t, t = 1, 2, .., that {@link RowSteps} leads through, w_t of weight
 * t^p. It is held as the sum E of all changes of w, each times the weights of the points before it:
 * average = w - E / sum of weights. So it costs a step as much as w itself does.
 */
final class PointAverage {
  private final boolean late;

  /** E of each part of w. */
  final double[] v;

  final double[] c;
  final double[] b;
  final double[] meanV;

  /** The weights of the points so far. */
  double weights;

  /**
   * @param late whether p is 3, as with batches (Shamir and Zhang, ICML 2013); else 1
   */
  PointAverage(boolean late, int coefficients, int outputs) {
    this.late = late;
    this.v = new double[coefficients];
    this.c = new double[outputs];
    this.b = new double[outputs];
    this.meanV = new double[outputs];
  }

  /** The points so far are {@code t}. */
  void counted(long t) {
    weights += late ? (double) t * t * t : t;
  }

  /** The average of what {@code now} has been, where {@code sum} is its E. */
  double of(double now, double sum) {
    return weights > 0 ? now - sum / weights : now;
  }
}
