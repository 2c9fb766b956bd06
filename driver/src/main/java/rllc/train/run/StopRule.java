package rllc.train.run;

import java.util.Locale;
import java.util.Optional;
import rllc.settings.StopSettings;
import rllc.settings.Tuning;
import rllc.train.report.StopReason;

/** When a run ends: pure functions of {@link Progress}. {@link Runner} asks them in this order. */
public final class StopRule {
  /** Evaluations in a row far above the reference that count as divergence. */
  static final int FAR_ABOVE = 10;

  /** A gradient step that promises less than this times the loss follows rounding errors. */
  public static final double NOISE = Math.pow(8 * Math.ulp(1.0), 2);

  /** Losses below this part of the null model's are as good as this. */
  private static final double NOTHING = 1e-5;

  /** A sum of many parts of passes may be off by this, relatively. */
  private static final double ROUNDING = 1e-9;

  private static final String HINT = "; a smaller optimizer.c1 helps";

  private StopRule() {}

  /** Loss or gradient not finite, or the loss far above the reference for several steps. */
  static Optional<StopReason> diverged(Progress progress) {
    if (!Double.isFinite(progress.loss()) || !Double.isFinite(progress.gradNorm())) {
      return Optional.of(
          new StopReason.Diverged(
              String.format(
                  Locale.ROOT,
                  "loss %s, gradient norm %s after %d steps%s",
                  progress.loss(),
                  progress.gradNorm(),
                  progress.steps(),
                  HINT)));
    }
    return when(
        progress.farAbove() >= FAR_ABOVE,
        new StopReason.Diverged(
            String.format(
                Locale.ROOT,
                "loss %s has been far above that of the null model, %s, for %d steps%s",
                progress.loss(),
                progress.reference().loss(),
                FAR_ABOVE,
                HINT)));
  }

  /** The loss is at most {@code stop.targetLoss}. */
  public static Optional<StopReason> targetLoss(double loss, StopSettings settings) {
    return settings.targetLoss().isPresent() && loss <= settings.targetLoss().getAsDouble()
        ? Optional.of(new StopReason.TargetLoss(loss, settings.targetLoss().getAsDouble()))
        : Optional.empty();
  }

  /**
   * The gradient norm is at most {@code tol} times that of the reference: a rule that does not
   * change when the loss is scaled. Also if the gradient has the size of its own rounding error, so
   * that the loss can fall no further in double precision: c1 gradNorm^2 is at most (8 ulps)^2 of
   * the loss.
   */
  public static Optional<StopReason> gradient(Progress progress, double tol) {
    if (progress.gradNorm() <= tol * progress.reference().gradNorm()) {
      return Optional.of(
          new StopReason.Converged(
              String.format(
                  Locale.ROOT,
                  "gradient norm %.3g is at most %.3g times that of the null model, %.3g",
                  progress.gradNorm(),
                  tol,
                  progress.reference().gradNorm())));
    }
    return when(
        progress.reach() <= NOISE * Math.abs(progress.loss()), StopReason.Converged.NO_FURTHER);
  }

  /**
   * Converged if the next step is expected to lower the loss by at most a twentieth of tol, in
   * parts of its {@link #size}. With B near the Hessian that gain is half of Newton's decrement, g
   * B^-1 g / 2 (Boyd and Vandenberghe, Convex Optimization, 9.5.1).
   */
  static Optional<StopReason> littleLeft(Progress progress, double gain, StopSettings stop) {
    double size = size(progress);
    return gain <= Tuning.LITTLE_LEFT.value() * stop.tol() * size
        ? Optional.of(
            new StopReason.Converged(
                String.format(
                    Locale.ROOT,
                    "the next step is expected to lower the loss by %.2g of it",
                    gain / size)))
        : Optional.empty();
  }

  /** What gains are compared with: the loss, but no less than 1e-5 of the null model's. */
  public static double size(Progress progress) {
    return Math.abs(progress.loss()) + NOTHING * Math.abs(progress.reference().loss());
  }

  /** Interruption, and the most steps, passes and seconds. */
  static Optional<StopReason> limits(Progress progress, StopSettings settings) {
    if (progress.interrupted()) {
      return Optional.of(new StopReason.Interrupted());
    }
    if (progress.steps() >= settings.maxSteps()) {
      return Optional.of(new StopReason.MaxSteps(progress.steps()));
    }
    double passes = settings.maxPasses().orElse(Double.POSITIVE_INFINITY);
    if (progress.passes() + progress.stepPasses() > passes * (1 + ROUNDING)) {
      return Optional.of(new StopReason.MaxPasses(progress.passes(), passes));
    }
    double seconds = settings.maxSeconds().orElse(Double.POSITIVE_INFINITY);
    return when(
        progress.seconds() >= seconds, new StopReason.MaxSeconds(progress.seconds(), seconds));
  }

  /**
   * Whether a line search that finds no lower loss has come to the limits of double precision and
   * not to an error: the gradient is small beside that of the reference or beside the loss.
   */
  public static boolean nearOptimum(Progress progress) {
    return progress.gradNorm() <= 1e-4 * progress.reference().gradNorm()
        || progress.gradNorm() <= 1e-6 * Math.abs(progress.loss());
  }

  private static Optional<StopReason> when(boolean holds, StopReason reason) {
    return holds ? Optional.of(reason) : Optional.empty();
  }
}
