package rllc.train.newton;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rllc.settings.StopSettings;
import rllc.settings.Tuning;
import rllc.train.report.StopReason;
import rllc.train.run.Progress;
import rllc.train.run.StopRule;

/**
 * What the last steps have gained, and whether anything moves at all.
 *
 * @param gains of the last steps, oldest first
 * @param idle steps in a row that showed no gain
 * @param leastGradNorm of the run
 */
record GainHistory(List<Double> gains, int idle, double leastGradNorm) {
  /** Losses nearer than this, relatively, cannot be told apart after so many additions. */
  static final double NOISE = 32 * Math.ulp(1.0);

  /** Steps in a row that show no gain. */
  private static final int MOST_IDLE = 5;

  /** So many steps together show whether the loss still falls. */
  private static final int LATELY = 3;

  static final GainHistory NONE = new GainHistory(List.of(), 0, Double.POSITIVE_INFINITY);

  /** After a step. */
  GainHistory after(double before, double after, double gradNorm) {
    boolean lower = before - after > NOISE * Math.abs(before);
    boolean flatter = gradNorm <= leastGradNorm / 2;
    List<Double> last = new ArrayList<>(gains);
    last.add(before - after);
    return new GainHistory(
        List.copyOf(last.subList(Math.max(0, last.size() - LATELY), last.size())),
        lower || flatter ? 0 : idle + 1,
        Math.min(leastGradNorm, gradNorm));
  }

  /** Whether double precision shows no progress any more. */
  boolean idles() {
    return idle >= MOST_IDLE;
  }

  /**
   * Converged if the last three steps together have lowered the loss by next to nothing, or by the
   * gradient.
   *
   * @param part what counts as no gain, in parts of what does so for a smooth objective
   */
  Optional<StopReason> converged(Progress progress, StopSettings stop, double part) {
    double all = gains.stream().mapToDouble(Double::doubleValue).sum();
    double size = StopRule.size(progress);
    if (gains.size() == LATELY && all <= part * Tuning.NO_GAIN.value() * stop.tol() * size) {
      String text = "the last %d steps have lowered the loss by %.2g of it";
      return Optional.of(
          new StopReason.Converged(String.format(Locale.ROOT, text, LATELY, all / size)));
    }
    return StopRule.gradient(progress, Tuning.GRADIENT_END.value() * stop.tol());
  }
}
