package rllc.train;

import rllc.optim.Vectors;

/**
 * How much of what a batch shows is noise: the mean of an epoch's batch gradients, which is the
 * full gradient but for the small moves of the point meanwhile, against their mean square. Where
 * the first is below a T-th of the second, T the batches of an epoch, even as many batches drawn at
 * random would together show mostly noise, while one full pass shows none.
 */
final class EpochNoise {
  private final int steps;
  private int seen;
  private double[] sum;
  private double squares;
  private boolean mostlyNoise;

  /**
   * @param steps T
   */
  EpochNoise(int steps) {
    this.steps = steps;
  }

  /** Takes the next batch's gradient at the answer. */
  void add(double[] gradient) {
    if (sum == null) {
      sum = new double[gradient.length];
    }
    double square = Vectors.dot(gradient, gradient);
    if (Double.isFinite(square)) {
      Vectors.addScaledInto(1, gradient, sum);
      squares += square;
    }
    seen++;
    if (seen == steps) {
      // |sum / T|^2 <= (squares / T) / T
      mostlyNoise = Vectors.dot(sum, sum) <= squares;
      sum = null;
      squares = 0;
      seen = 0;
    }
  }

  /** Whether the last whole epoch says so. */
  boolean mostlyNoise() {
    return mostlyNoise;
  }
}
