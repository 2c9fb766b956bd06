package rllc.settings;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When a run ends; the first that holds.
 *
 * @param maxSteps steps, at least 1
 * @param maxPasses rows touched / rows, above 0, and at least 1 where steps look at all rows; a
 *     step that would go beyond is not begun. A run in batches is followed by one evaluation of its
 *     answer on all rows, which is counted but not bounded
 * @param maxSeconds wall-clock seconds, above 0
 * @param tol converged if the gradient norm is at most tol times that of the null model
 *     (coefficients 0, intercepts of the labels alone); L-BFGS and OWL-QN by Breeze's own rules, as
 *     in MLlib; with bounds also if no entry of the projected gradient is above 10 tol; preset auto
 *     if its next step is expected to lower the loss by at most a twentieth of tol, relatively, or
 *     three steps together have lowered it by at most a tenth; at least 0
 * @param targetLoss the whole objective, finite
 * @param validation early stopping by rows held out
 */
public record StopSettings(
    int maxSteps,
    OptionalDouble maxPasses,
    OptionalDouble maxSeconds,
    double tol,
    OptionalDouble targetLoss,
    Optional<ValidationSettings> validation) {
  public static final StopSettings DEFAULT =
      new StopSettings(
          100, OptionalDouble.empty(), OptionalDouble.empty(), 1e-6, OptionalDouble.empty());

  /** Without validation. */
  public StopSettings(
      int maxSteps,
      OptionalDouble maxPasses,
      OptionalDouble maxSeconds,
      double tol,
      OptionalDouble targetLoss) {
    this(maxSteps, maxPasses, maxSeconds, tol, targetLoss, Optional.empty());
  }

  public StopSettings {
    if (maxSteps < 1) {
      throw new IllegalArgumentException("`stop.maxSteps` must be at least 1, got " + maxSteps);
    }
    if (maxPasses.isPresent() && !(maxPasses.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "`stop.maxPasses` must be above 0, got " + maxPasses.getAsDouble());
    }
    if (maxSeconds.isPresent() && !(maxSeconds.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "`stop.maxSeconds` must be above 0, got " + maxSeconds.getAsDouble());
    }
    if (!(tol >= 0) || Double.isInfinite(tol)) {
      throw new IllegalArgumentException("`stop.tol` must be at least 0, got " + tol);
    }
    if (targetLoss.isPresent() && !Double.isFinite(targetLoss.getAsDouble())) {
      throw new IllegalArgumentException(
          "`stop.targetLoss` must be finite, got " + targetLoss.getAsDouble());
    }
  }

  /** The same with another limit of passes. */
  public StopSettings withMaxPasses(OptionalDouble most) {
    return new StopSettings(maxSteps, most, maxSeconds, tol, targetLoss, validation);
  }

  /** The same with early stopping. */
  public StopSettings validated(ValidationSettings by) {
    return new StopSettings(maxSteps, maxPasses, maxSeconds, tol, targetLoss, Optional.of(by));
  }

  /** The same without early stopping. */
  public StopSettings unvalidated() {
    return new StopSettings(maxSteps, maxPasses, maxSeconds, tol, targetLoss);
  }

  /** The same for losses that are divided by {@code factor}. */
  public StopSettings inUnitsOf(double factor) {
    return factor == 1 || targetLoss.isEmpty()
        ? this
        : new StopSettings(
            maxSteps,
            maxPasses,
            maxSeconds,
            tol,
            OptionalDouble.of(targetLoss.getAsDouble() / factor),
            validation);
  }
}
