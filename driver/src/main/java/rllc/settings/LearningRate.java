package rllc.settings;

import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;

/**
 * The learning rate c1: a number, or {@code auto} = numerator / curvature, where curvature is the
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

  /** {@code c1} where it is given, else the automatic rule. */
  public static LearningRate of(OptionalDouble c1, double numerator) {
    return c1.isPresent()
        ? new LearningRate(true, c1.getAsDouble())
        : new LearningRate(false, numerator);
  }

  /** c1; asks for the curvature only where the rule needs it. */
  public double resolve(DoubleSupplier curvature) {
    return fixed ? value : value / curvature.getAsDouble();
  }
}
