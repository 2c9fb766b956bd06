package rllc.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/** Keeps count of what steps have brought: whether B pays, and whether anything moves at all. */
final class StepJudge {
  /** A step shorter than this shows that B is far off, and so do two rejected trials. */
  private static final double SHORT = 0.1;

  /** Bad steps more than good ones that B is given up after; good ones count up to four. */
  private static final int MOST_BAD = 2;

  private static final int MOST_CREDIT = 4;

  /** Steps in a row that show no gain. */
  private static final int MOST_IDLE = 5;

  /** Losses nearer than this, relatively, cannot be told apart after so many additions. */
  static final double NOISE = 32 * Math.ulp(1.0);

  /** So many steps together show whether the loss still falls. */
  private static final int LATELY = 3;

  /** Their gain, in parts of tol and of the loss, that counts as none. */
  private static final double NO_GAIN = 0.1;

  /** Losses below this part of the first are as good as this. */
  private static final double NOTHING = 1e-5;

  private final Deque<Double> gains = new ArrayDeque<>();
  private int bad;
  private int idle;
  private double leastGradNorm = Double.POSITIVE_INFINITY;

  /** Takes note of an accepted step of length {@code t} after {@code rejected} trials. */
  void accepted(double t, int rejected) {
    bad = t < SHORT || rejected > 1 ? bad + 1 : Math.max(-MOST_CREDIT, bad - 1);
  }

  /** Whether the matrix in the middle does not pay. */
  boolean pays() {
    return bad < MOST_BAD;
  }

  /** Takes note of what the step has gained. */
  void gained(double before, double after, double gradNorm) {
    boolean lower = before - after > NOISE * Math.abs(before);
    boolean flatter = gradNorm <= leastGradNorm / 2;
    idle = lower || flatter ? 0 : idle + 1;
    leastGradNorm = Math.min(leastGradNorm, gradNorm);
    gains.add(before - after);
    if (gains.size() > LATELY) {
      gains.remove();
    }
  }

  /** Stops where the last {@value #LATELY} steps have lowered the loss by next to nothing. */
  StopRule converged(double tol) {
    return progress -> {
      double gain = gains.stream().mapToDouble(Double::doubleValue).sum();
      double size = Math.abs(progress.loss()) + NOTHING * Math.abs(progress.firstLoss());
      return gains.size() == LATELY && gain <= NO_GAIN * tol * size
          ? Optional.of(
              new StopReason.Converged(
                  String.format(
                      Locale.ROOT,
                      "the last %d steps have lowered the loss by %.2g of it",
                      LATELY,
                      gain / size)))
          : Optional.empty();
    };
  }

  /** Whether double precision shows no progress any more. */
  boolean idles() {
    return idle >= MOST_IDLE;
  }
}
