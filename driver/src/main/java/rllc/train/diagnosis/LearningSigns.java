package rllc.train.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rllc.settings.LawDefaults;
import rllc.settings.OptimizerSettings;
import rllc.train.report.StepRecord;

/**
 * What goes wrong with memory units, a law and a learning rate. The three signs of the paper's
 * summary are poor convergence (the units do not span a useful step), oscillation (the law moves
 * too fast) and a plateau (the law does not move any more); a learning rate of the user's may be
 * wrong too. A run has one of them at most: what explains the others comes first.
 */
final class LearningSigns {
  /** Ends that leave something to gain. */
  private static final List<String> LIMITS = List.of("max-steps", "max-passes", "max-seconds");

  /** A gradient above this part of the first one is far from the optimum. */
  private static final double FAR = 1e-3;

  /** Fewer steps than this show nothing. */
  private static final int FEWEST = 10;

  /** A law that moves by more in a step does not let its units settle: their memory is as long. */
  private static final double FAST = 0.02;

  /** A law that moves by less would need ten thousand steps to change. */
  private static final double STANDING = 1e-4;

  /** Steps that raise the loss: a descent has none, one that overshoots by chance a few. */
  private static final double RISES = 0.2;

  /** Auto has 1 along the steepest direction; steps fifty times shorter see no curvature. */
  private static final double SHORT = 0.02;

  /** As c1 times the curvature: a longer step raises the loss of a quadratic. */
  private static final double LONG = 2;

  private LearningSigns() {}

  static Optional<Diagnosis> of(Evidence evidence) {
    boolean hasUnits = evidence.optimizer().units() > 0;
    boolean diverged = evidence.stop().status().equals("diverged");
    if (!hasUnits || noisy(evidence) && !diverged) {
      return Optional.empty();
    }
    LawHistory history = LawHistory.of(evidence.steps());
    boolean law = evidence.optimizer().c2().orElse(0) > 0;
    boolean rises = diverged || history.rises() >= RISES && history.steps() >= FEWEST;
    boolean stuck =
        LIMITS.contains(evidence.stop().status())
            && history.steps() >= FEWEST
            && history.gradientLeft() >= FAR;
    if (rises && c1IsGiven(evidence) && (!law || history.first() > LONG)) {
      return Optional.of(tooLong(evidence, history));
    }
    if (rises && law && !(history.moves() < FAST)) {
      return Optional.of(oscillation(evidence, history));
    }
    if (stuck && c1IsGiven(evidence) && history.first() < SHORT) {
      return Optional.of(tooShort(evidence, history));
    }
    if (stuck && law && history.moves() < STANDING) {
      return Optional.of(plateau(evidence, history));
    }
    return stuck && !rises ? Optional.of(poorUnits(evidence, history)) : Optional.empty();
  }

  /** Whether losses are of batches, so that they rise and fall by chance. */
  private static boolean noisy(Evidence evidence) {
    long rows = evidence.features().rows();
    return evidence.steps().stream().mapToLong(StepRecord::batchRows).anyMatch(n -> n < rows);
  }

  private static boolean c1IsGiven(Evidence evidence) {
    OptimizerSettings settings = evidence.settings().optimizer();
    return settings instanceof OptimizerSettings.Rllc rllc && rllc.c1().fixed()
        || settings instanceof OptimizerSettings.FixedLaw fixed && fixed.c1().fixed()
        || settings instanceof OptimizerSettings.Adam adam && adam.c1().isPresent();
  }

  private static Diagnosis tooLong(Evidence evidence, LawHistory history) {
    return new Diagnosis(
        "c1 too large",
        format(
            "with optimizer.c1=%.3g %.0f %% of the steps raised the loss",
            evidence.optimizer().c1().orElse(Double.NaN), 100 * history.rises()),
        "share of steps that raised the loss",
        history.rises(),
        "optimizer.c1",
        "auto");
  }

  private static Diagnosis tooShort(Evidence evidence, LawHistory history) {
    return new Diagnosis(
        "c1 too small",
        format(
            "optimizer.c1=%.3g times the curvature along the first step is %.2g, and %.2g of the"
                + " gradient is left",
            evidence.optimizer().c1().orElse(Double.NaN), history.first(), history.gradientLeft()),
        "c1 times the curvature along the first step",
        history.first(),
        "optimizer.c1",
        "auto");
  }

  private static Diagnosis oscillation(Evidence evidence, LawHistory history) {
    return new Diagnosis(
        "oscillation",
        format(
            "the law moves too fast, by %.2g of itself in a step, and %.0f %% of the steps raised"
                + " the loss",
            history.moves(), 100 * history.rises()),
        "change of the law in a step, relative",
        history.moves(),
        "optimizer.c2",
        slower(evidence.optimizer().c2().orElseThrow()));
  }

  /** A tenth, and no more than the default. */
  private static String slower(double c2) {
    return format("%.2g", Math.min(c2 / 10, LawDefaults.C2));
  }

  private static Diagnosis plateau(Evidence evidence, LawHistory history) {
    double c2 = evidence.optimizer().c2().orElseThrow();
    boolean slow = c2 < LawDefaults.C2;
    return new Diagnosis(
        "plateau",
        format(
            "the law moves by %.1g of itself in a step, and %.2g of the gradient is left",
            history.moves(), history.gradientLeft()),
        "change of the law in a step, relative",
        history.moves(),
        slow ? "optimizer.c2" : "optimizer.preset",
        slow ? "" + LawDefaults.C2 : "auto");
  }

  private static Diagnosis poorUnits(Evidence evidence, LawHistory history) {
    int units = evidence.optimizer().units();
    return new Diagnosis(
        "poor convergence",
        format(
            "the units do not span a useful step: %.2g of the gradient is left after %d steps with"
                + " %d of them",
            history.gradientLeft(),
            evidence.steps().get(evidence.steps().size() - 1).step(),
            units),
        "gradient norm at the end / at the start",
        history.gradientLeft(),
        "optimizer.preset",
        units == 1 ? "rllc-sgd-momentum(0.9)" : "auto");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
