package rllc.train.run;

import java.util.Locale;
import java.util.Optional;
import rllc.settings.StopSettings;

/**
 * When to stop, asked after each evaluation; rules combine with {@link #or}, the first that holds
 * gives the reason.
 */
@FunctionalInterface
public interface StopRule {
  /** Evaluations in a row far above the first loss that count as divergence. */
  int FAR_ABOVE = 10;

  /** A gradient step that promises less than this times the loss follows rounding errors. */
  double NOISE = Math.pow(8 * Math.ulp(1.0), 2);

  Optional<StopReason> check(Progress progress);

  /** This rule, then {@code other}. */
  default StopRule or(StopRule other) {
    return progress -> check(progress).or(() -> other.check(progress));
  }

  /** All rules of {@code settings}, divergence and interruption, the most telling reason first. */
  static StopRule of(StopSettings settings) {
    return diverged().or(targetLoss(settings)).or(converged(settings.tol())).or(limits(settings));
  }

  /**
   * The gradient norm is at most {@code tol} times that of the first evaluation: a rule that does
   * not change when the loss is scaled. Also where the gradient has the size of its own rounding
   * error, so that the loss can fall no further in double precision: c1 gradNorm^2 is at most (8
   * ulps)^2 of the loss.
   */
  static StopRule converged(double tol) {
    return progress -> {
      if (progress.gradNorm() <= tol * progress.firstGradNorm()) {
        return Optional.of(
            new StopReason.Converged(
                String.format(
                    Locale.ROOT,
                    "gradient norm %.3g is at most %.3g times the first, %.3g",
                    progress.gradNorm(),
                    tol,
                    progress.firstGradNorm())));
      }
      return when(
          progress.reach() <= NOISE * Math.abs(progress.loss()), StopReason.Converged.NO_FURTHER);
    };
  }

  /** Loss or gradient not finite, or the loss far above the first for several steps. */
  static StopRule diverged() {
    return progress -> {
      if (!Double.isFinite(progress.loss()) || !Double.isFinite(progress.gradNorm())) {
        return Optional.of(
            new StopReason.Diverged(
                "loss "
                    + progress.loss()
                    + ", gradient norm "
                    + progress.gradNorm()
                    + " after "
                    + progress.steps()
                    + " steps; a smaller optimizer.c1 helps"));
      }
      return when(
          progress.farAbove() >= FAR_ABOVE,
          new StopReason.Diverged(
              "loss "
                  + progress.loss()
                  + " has been far above the first, "
                  + progress.firstLoss()
                  + ", for "
                  + FAR_ABOVE
                  + " steps; a smaller optimizer.c1 helps"));
    };
  }

  /** The loss is at most {@code stop.targetLoss}. */
  static StopRule targetLoss(StopSettings settings) {
    return progress ->
        settings.targetLoss().isPresent()
            ? when(
                progress.loss() <= settings.targetLoss().getAsDouble(),
                new StopReason.TargetLoss(progress.loss(), settings.targetLoss().getAsDouble()))
            : Optional.empty();
  }

  /** Interruption, and the most steps, passes and seconds. */
  static StopRule limits(StopSettings settings) {
    return progress -> {
      if (progress.interrupted()) {
        return Optional.of(new StopReason.Interrupted());
      }
      if (progress.steps() >= settings.maxSteps()) {
        return Optional.of(new StopReason.MaxSteps(progress.steps()));
      }
      double passes = settings.maxPasses().orElse(Double.POSITIVE_INFINITY);
      if (progress.passes() + progress.evaluationPasses() > passes) {
        return Optional.of(new StopReason.MaxPasses(progress.passes(), passes));
      }
      double seconds = settings.maxSeconds().orElse(Double.POSITIVE_INFINITY);
      return when(
          progress.seconds() >= seconds, new StopReason.MaxSeconds(progress.seconds(), seconds));
    };
  }

  private static Optional<StopReason> when(boolean holds, StopReason reason) {
    return holds ? Optional.of(reason) : Optional.empty();
  }
}
