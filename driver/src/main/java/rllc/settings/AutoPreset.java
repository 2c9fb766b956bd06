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
   * @param outputs margins of a row
   * @param squaredEntries rows times the square of a row's mean number of stored entries: twice the
   *     multiply-adds of a Gramian
   */
  public record Problem(
      boolean linear,
      boolean quadratic,
      boolean l1,
      int outputs,
      int features,
      double squaredEntries) {}

  /**
   * The Gramian of dense rows costs features / 2 times the arithmetic of a gradient pass; up to
   * here that is less than an iterative method's passes, and its square fits anywhere.
   */
  static final int MOST_GRAMIAN_FEATURES = 200;

  /**
   * Up to here a Gramian costs some hundredths of a second on one core, hardly more than an empty
   * job on a cluster, and Newton's method can have one with each pass.
   */
  static final double MOST_SQUARED_ENTRIES = 1e8;

  private AutoPreset() {}

  /**
   * The optimizer for a run over all rows in each step: Newton's method with exact Gramians for few
   * features, unless that is much work, else the pilot method. {@code optimizer.metric} chooses the
   * matrix in its middle.
   *
   * <p>Measured by rllc.train.PilotExperiment (docs/benchmarks.md has the table; the prior start;
   * pilots' products counted). Where rare features are scaled up or columns outnumber rows, the
   * pilot method becomes L-BFGS after its first pass; it gains least on softmax of many pixels.
   */
  public static Choice choose(OptimizerSettings.Auto auto, Problem problem) {
    Optional<Metric> metric = auto.metric();
    if (problem.l1()) {
      return new Choice(new OptimizerSettings.Owlqn(), "the penalty has an L1 part");
    }
    if (!problem.linear()) {
      return new Choice(new OptimizerSettings.Lbfgs(), "the objective has no rows to draw from");
    }
    if (metric.isEmpty() && problem.features() <= MOST_GRAMIAN_FEATURES) {
      String features = problem.features() + " features: ";
      OptimizerSettings gramian = new OptimizerSettings.Gramian();
      if (problem.quadratic()) {
        return new Choice(gramian, "least squares of " + features + "one pass for all");
      }
      if (problem.outputs() == 1 && problem.squaredEntries() <= MOST_SQUARED_ENTRIES) {
        return new Choice(gramian, "few rows of " + features + "Newton's method");
      }
    }
    String reason =
        metric.isPresent()
            ? "optimizer.metric is set"
            : "the Gramian of these rows is too much work; pilots save L-BFGS's passes";
    return new Choice(new OptimizerSettings.Secant(metric), reason);
  }
}
