package rllc.settings;

import java.util.Optional;

/** The one place that decides what {@code optimizer.preset = auto} means. */
public final class AutoPreset {
  /** A decision and its reason, for the run record. */
  public record Choice(OptimizerSettings settings, String reason) {}

  /**
   * What the decision follows from.
   *
   * @param linear whether the objective is a linear model's, over rows that can be drawn
   * @param quadratic whether its loss is half the squared error
   * @param l1 whether the penalty has an L1 part
   * @param boxed whether coordinates have bounds
   */
  public record Problem(
      boolean linear, boolean quadratic, boolean l1, boolean boxed, int features) {}

  /**
   * The Gramian costs features / 2 times the arithmetic of a gradient pass; up to here that is less
   * than an iterative method's passes, and its square fits anywhere.
   */
  static final int MOST_GRAMIAN_FEATURES = 200;

  /** Stored entries of the rows of a warm pass at most: 48 MB of sparse doubles on the driver. */
  static final long MOST_WARM_ENTRIES = 4_000_000;

  /** The same times outputs: some tenths of a second of one core. */
  static final long MOST_WARM_WORK = 32_000_000;

  private AutoPreset() {}

  /**
   * The optimizer for a run over all rows in each step: for least squares of few features the exact
   * Gramian, else the pilot method. {@code optimizer.metric} chooses the matrix in its middle.
   *
   * <p>Measured by rllc.train.PilotExperiment on 30 classification problems (14 data sets,
   * standardised and raw; the prior start; pilots' products counted): passes to a gap of 1e-4 were
   * 0.34 times those of L-BFGS as a geometric mean, from 0.03 to 1.3. It does not pay where rare
   * features are scaled up or columns outnumber rows (mnist and reuters standardised, news20: about
   * 1.1 to 1.3), nor where L-BFGS is done in ten passes.
   */
  public static Choice choose(OptimizerSettings.Auto auto, Problem problem) {
    Optional<Metric> metric = auto.metric();
    if (problem.l1()) {
      return new Choice(new OptimizerSettings.Owlqn(), "the penalty has an L1 part");
    }
    if (problem.boxed()) {
      return new Choice(new OptimizerSettings.Lbfgsb(), "coefficients or intercepts have bounds");
    }
    if (!problem.linear()) {
      return new Choice(new OptimizerSettings.Lbfgs(), "the objective has no rows to draw from");
    }
    if (metric.isEmpty() && problem.quadratic() && problem.features() <= MOST_GRAMIAN_FEATURES) {
      String reason = "least squares of " + problem.features() + " features: one pass for all";
      return new Choice(new OptimizerSettings.Gramian(), reason);
    }
    String reason =
        metric.isPresent()
            ? "optimizer.metric is set"
            : "in our measurements it needs a third of L-BFGS's passes (geometric mean)";
    return new Choice(new OptimizerSettings.Secant(metric), reason);
  }

  /**
   * Whether a run begins with a warm pass (rllc.train.WarmPass) where nobody has said so: with the
   * pilot method. Least squares that are solved at once, and the other presets, do not.
   *
   * <p>Measured by rllc.train.WarmExperiment on 30 problems: passes to gaps of 1e-2, 1e-4 and 1e-6
   * were 0.62, 0.70 and 0.78 times those from the prior start as geometric means, the warm pass
   * counted, and nowhere more than 1.09 times.
   */
  public static boolean warm(OptimizerSettings.Auto auto, Problem problem) {
    return auto.metric().isEmpty()
        && choose(auto, problem).settings() instanceof OptimizerSettings.Secant;
  }

  /**
   * Rows of a warm pass, of {@code rows} with {@code entries} stored entries: all as long as the
   * driver can hold and learn them in some tenths of a second.
   */
  public static int warmRows(long rows, long entries, int outputs) {
    long most = Math.min(MOST_WARM_ENTRIES, MOST_WARM_WORK / outputs);
    double byEntries = (double) most * rows / Math.max(1, entries);
    return (int) Math.min(Math.min(rows, MOST_WARM_ENTRIES), byEntries);
  }
}
