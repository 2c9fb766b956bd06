package rllc.train;

import java.util.Optional;
import java.util.OptionalDouble;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.train.linear.Coordinates;
import rllc.train.newton.StepJudge;
import rllc.train.rows.RowBudget;

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
   * @param outputs margins of a row
   * @param squaredEntries rows times the square of a row's mean number of stored entries: twice the
   *     multiply-adds of a Gramian
   * @param offCentre the most deviations that the mean of a centred feature lies from zero
   * @param warmRows rows that a warm pass would learn ({@link RowBudget#warm})
   * @param unseen part of the Hessian's trace that a pilot is expected to miss
   */
  public record DataProfile(
      boolean linear,
      boolean quadratic,
      boolean l1,
      boolean boxed,
      int outputs,
      int features,
      double squaredEntries,
      double offCentre,
      int warmRows,
      double unseen) {}

  /**
   * Features times outputs. The Gramian of dense rows costs features / 2 times the arithmetic of a
   * gradient pass; up to here that is less than an iterative method's passes, and its square fits
   * anywhere.
   */
  static final int MOST_GRAMIAN_FEATURES = 200;

  /**
   * Up to here Gramians, one for each pair of classes, cost some hundredths of a second on one
   * core, hardly more than an empty job on a cluster, and Newton's method can have them with each
   * pass.
   */
  static final double MOST_SQUARED_ENTRIES = 1e8;

  /** The same where an L1 part or bounds leave only methods of a hundred passes and more, ... */
  static final double MOST_PROXIMAL_ENTRIES = 5e9;

  /** ... and features times outputs: the driver factorises a matrix of that size in each step. */
  static final int MOST_PROXIMAL_FEATURES = 500;

  /** Features that the rows of a warm pass can tell something of, for each of them. */
  private static final int WARM_FEATURES = 2;

  /** Newton's method is near the optimum after so many passes. */
  private static final double NEWTON_PASSES = 5;

  private AutoPreset() {}

  /**
   * The optimizer for a run over all rows in each step: Newton's method with exact Gramians for few
   * features, unless that is much work, else the pilot method. {@code optimizer.metric} chooses the
   * matrix in its middle.
   *
   * <p>Measured by rllc.train.PilotExperiment (docs/benchmarks.md has the table; the prior start;
   * pilots' products counted). Where rare features are scaled up or columns outnumber rows, the
   * pilot method becomes L-BFGS with more pairs and a metric of its own; it gains least on softmax.
   */
  public static Choice choose(OptimizerSettings.Auto auto, DataProfile data) {
    Optional<Metric> metric = auto.metric();
    if (data.l1() || data.boxed()) {
      return notSmooth(data);
    }
    if (!data.linear()) {
      return new Choice(new OptimizerSettings.Lbfgs(), "the objective has no rows to draw from");
    }
    if (metric.isEmpty() && data.offCentre() > Coordinates.MOST_OFF_CENTRE) {
      return new Choice(
          new OptimizerSettings.Lbfgs(),
          "a feature's mean is 1e6 deviations or more from zero, where curvatures are rounded off");
    }
    if (metric.isEmpty() && data.features() * data.outputs() <= MOST_GRAMIAN_FEATURES) {
      String features = data.features() + " features: ";
      OptimizerSettings gramian = new OptimizerSettings.Gramian();
      if (data.quadratic()) {
        return new Choice(gramian, "least squares of " + features + "one pass for all");
      }
      if (data.squaredEntries() * gramians(data.outputs()) <= MOST_SQUARED_ENTRIES) {
        return new Choice(gramian, "few rows of " + features + "Newton's method");
      }
    }
    String reason =
        metric.isPresent()
            ? "optimizer.metric is set"
            : "the Gramian of these rows is too much work; pilots save L-BFGS's passes";
    return new Choice(new OptimizerSettings.Secant(metric), reason);
  }

  /** Proximal Newton's method for few features, else pilots with L1, and with bounds as MLlib. */
  private static Choice notSmooth(DataProfile data) {
    String part =
        data.l1() ? "the penalty has an L1 part" : "coefficients or intercepts have bounds";
    if (data.linear()
        && data.offCentre() <= Coordinates.MOST_OFF_CENTRE
        && data.features() * data.outputs() <= MOST_PROXIMAL_FEATURES
        && data.squaredEntries() * gramians(data.outputs()) <= MOST_PROXIMAL_ENTRIES) {
      String why = part + "; " + data.features() + " features: proximal Newton";
      return new Choice(new OptimizerSettings.Gramian(), why);
    }
    if (data.boxed()) {
      return new Choice(new OptimizerSettings.Lbfgsb(), part);
    }
    return data.linear() && data.offCentre() <= Coordinates.MOST_OFF_CENTRE
        ? new Choice(new OptimizerSettings.Secant(Optional.empty()), part + "; pilots")
        : new Choice(new OptimizerSettings.Owlqn(), part);
  }

  /** Gramians that make up the Hessian: of several classes, one for each pair. */
  private static int gramians(int outputs) {
    return outputs == 1 ? 1 : outputs * (outputs - 1) / 2;
  }

  /**
   * Whether a run begins with a warm pass (rllc.train.rows.WarmPass) where nobody has said so: with
   * the pilot method, and with Newton's where it is allowed too few passes to get anywhere. Not
   * where pilots will be blind or there are more than two features for each row that it learns:
   * what such a pass says of rare features must be taken back in the run's last passes. Other
   * presets do not.
   *
   * <p>Measured by rllc.train.WarmExperiment on nine problems: passes of the pilot method to gaps
   * of 1e-2, 1e-4 and 1e-6 were 0.73, 0.83 and 0.89 times those from the prior start as geometric
   * means, the warm pass counted.
   */
  public static boolean warm(
      OptimizerSettings.Auto auto, DataProfile data, OptionalDouble maxPasses) {
    OptimizerSettings choice = choose(auto, data).settings();
    boolean few = maxPasses.orElse(NEWTON_PASSES) < NEWTON_PASSES;
    boolean known =
        data.unseen() <= StepJudge.BLIND
            && data.features() <= (long) WARM_FEATURES * data.warmRows();
    return auto.metric().isEmpty()
        && !data.l1()
        && !data.boxed()
        && (choice instanceof OptimizerSettings.Secant && known
            || few && choice instanceof OptimizerSettings.Gramian);
  }
}
