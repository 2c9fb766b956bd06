package rllc.settings;

/**
 * The learning rate c1: a number, or {@code auto} = value / curvature, where curvature is the
 * largest eigenvalue of the Hessian at theta = 0.
 *
 * @param fixed whether {@code value} is c1 itself
 * @param value c1, or the numerator of the automatic rule; above 0
 */
public record LearningRate(boolean fixed, double value) {
  public LearningRate {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("`optimizer.c1` must be above 0, got " + value);
    }
  }
}
