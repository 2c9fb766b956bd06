package rllc.train.newton;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import rllc.train.run.StopReason;
import rllc.train.run.StopRule;

/** Keeps count of what steps have brought: whether B pays, and whether anything moves at all. */
public final class StepJudge {
  /** A pilot is blind if more than this part of the Hessian's trace is unseen. */
  public static final double BLIND = 0.4;

  /**
   * A step shorter than this shows that B is far off, whatever it gains over the few pairs that
   * there are: on texts with fewer rows than words a hundred pairs gain more in the end...
   */
  private static final double TOO_SHORT = 0.1;

  /** ... and one longer than this, as long as B has not proved itself. */
  private static final double LONG = 2;

  /**
   * The first step is bad where a pass spent on it gains less than this part of what it would gain
   * without B. Not less than all of it: what B knows also makes later steps better.
   */
  private static final double LEAST_FIRST = 0.45;

  /** By later steps that ought to have shown. */
  private static final double LEAST = 0.8;

  /**
   * A step shorter than this is one of a B that has fitted its own few rows: such a B must gain as
   * much as none at all. (A pilot of n rows in d dimensions asks for steps of 1 - d / n.)
   */
  private static final double SHORT = 0.6;

  /**
   * Bad steps more than good ones that B is given up after; good ones count up to four. The first
   * one decides alone: nothing speaks for B yet.
   */
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

  /**
   * A step that gains less than this, in parts of tol and of the loss, ends a run too if gains fall
   * fast: it has a quarter at most of the gain before, and the gradient's norm is halved. What is
   * left to gain is then less than the step's own gain. A step that is merely bad leaves the
   * gradient as it was.
   */
  private static final double LITTLE_GAIN = 0.05;

  private static final double FAST = 0.25;

  /**
   * Of gains that fall by a factor each step, what is left is the sum of a geometric series: a run
   * ends where that is next to nothing. The factor is the larger one of the last two and no less
   * than {@link #FAST}: first steps gain faster than last ones. Above this part it says little. A
   * gradient that has not fallen by as much since shows steps that are bad.
   */
  private static final double STEADY = 0.75;

  private static final double HALVED = 0.5;

  /** Losses below this part of the first are as good as this. */
  private static final double NOTHING = 1e-5;

  private final double tolerance;
  private final Deque<Double> gains = new ArrayDeque<>();
  private final Deque<Double> gradNorms = new ArrayDeque<>();
  private int bad = 1;
  private boolean first = true;
  private int idle;
  private boolean fast;
  private boolean steady;
  private double lastGradNorm = Double.POSITIVE_INFINITY;
  private double leastGradNorm = Double.POSITIVE_INFINITY;

  /** For an objective that is smooth. */
  StepJudge() {
    this(1);
  }

  /**
   * @param tolerance what counts as no gain, in parts of what does so for a smooth objective
   */
  StepJudge(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * Whether B knows so little that no direction is worth its products.
   *
   * @param unseen part of the Hessian's trace that B knows as a diagonal alone
   */
  static boolean blind(double unseen) {
    return unseen > BLIND;
  }

  /**
   * Takes note of a proposed step; says whether it is worth a pass.
   *
   * @param t its length
   * @param advantage what a pass spent on it gains, over what it would gain without B
   */
  boolean worthwhile(double t, double advantage) {
    boolean tooLong = t > LONG && bad > 0;
    double least = first ? LEAST_FIRST : t < SHORT ? 1 : LEAST;
    boolean doubtful = t < TOO_SHORT || tooLong || advantage < least;
    first = false;
    bad = doubtful ? bad + 1 : Math.max(-MOST_CREDIT, bad - 1);
    return pays();
  }

  /** Takes note of an accepted step after {@code rejected} trials. */
  void accepted(int rejected) {
    // One taken back, one added.
    bad += rejected > 1 ? 2 : 0;
  }

  /** Whether the matrix in the middle pays. */
  boolean pays() {
    return bad < MOST_BAD;
  }

  /**
   * Takes note of what the step has gained.
   *
   * @param steady whether gains can be expected to fall by a factor: with B near the Hessian, not
   *     with secant pairs alone
   */
  void gained(double before, double after, double gradNorm, boolean steady) {
    this.steady = steady;
    boolean lower = before - after > NOISE * Math.abs(before);
    boolean flatter = gradNorm <= leastGradNorm / 2;
    idle = lower || flatter ? 0 : idle + 1;
    leastGradNorm = Math.min(leastGradNorm, gradNorm);
    fast =
        !gains.isEmpty()
            && before - after <= FAST * gains.getLast()
            && gradNorm <= HALVED * lastGradNorm;
    lastGradNorm = gradNorm;
    gains.add(before - after);
    gradNorms.add(gradNorm);
    if (gains.size() > LATELY) {
      gains.remove();
      gradNorms.remove();
    }
  }

  /**
   * Stops where the last {@value #LATELY} steps have lowered the loss by next to nothing, where
   * next to nothing is left to gain, or where the last step gained little and gains fall fast.
   */
  StopRule converged(double tol) {
    return progress -> {
      double size = Math.abs(progress.loss()) + NOTHING * Math.abs(progress.firstLoss());
      double unit = tolerance * tol * size;
      double all = gains.stream().mapToDouble(Double::doubleValue).sum();
      if (gains.size() == LATELY && all <= NO_GAIN * unit) {
        return converged("the last " + LATELY + " steps have", all / size);
      }
      if (left() <= LITTLE_GAIN * unit) {
        return Optional.of(
            new StopReason.Converged(
                String.format(
                    Locale.ROOT,
                    "gains fall so fast that %.2g of the loss is left to gain",
                    left() / size)));
      }
      return fast && gains.getLast() <= LITTLE_GAIN * unit
          ? converged("the last step has", gains.getLast() / size)
          : Optional.empty();
    };
  }

  /** What steps to come would gain if gains went on to fall as the last three did. */
  private double left() {
    if (!steady
        || gains.size() < LATELY
        || !(gradNorms.getLast() <= STEADY * gradNorms.getFirst())) {
      return Double.POSITIVE_INFINITY;
    }
    double[] last = gains.stream().mapToDouble(Double::doubleValue).toArray();
    double factor = Math.max(FAST, Math.max(last[1] / last[0], last[2] / last[1]));
    return Arrays.stream(last).allMatch(gain -> gain > 0) && factor <= STEADY
        ? last[2] * factor / (1 - factor)
        : Double.POSITIVE_INFINITY;
  }

  private static Optional<StopReason> converged(String who, double part) {
    return Optional.of(
        new StopReason.Converged(
            String.format(Locale.ROOT, "%s lowered the loss by %.2g of it", who, part)));
  }

  /** Whether double precision shows no progress any more. */
  boolean idles() {
    return idle >= MOST_IDLE;
  }
}
