package rllc.train;

import java.util.Optional;
import java.util.OptionalDouble;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.Tuning;
import rllc.train.linear.Coordinates;
import rllc.train.linear.GradientSource;
import rllc.train.linear.LinearObjective;
import rllc.train.pilot.PilotSchedule;
import rllc.train.rows.RowBudget;

/** The one place that decides what {@code optimizer.preset = auto} means. */
public final class AutoPreset {
  /** A decision and its reason, for the run record. */
  public record Choice(OptimizerSettings settings, String reason) {}

  /**
   * The facts that the decision follows from.
   *
   * @param quadratic whether the loss is half the squared error
   * @param l1 whether the penalty has an L1 part
   * @param boxed whether coordinates have bounds
   * @param outputs margins of a row
   * @param features of a row
   * @param rows of the data
   * @param entries stored, of all rows
   * @param offCentre the most deviations that the mean of a centred feature lies from zero
   * @param warmRows rows that small steps would learn ({@link RowBudget#warm})
   * @param unseen part of the Hessian's trace that a pilot is expected to miss
   */
  public record DataProfile(
      boolean quadratic,
      boolean l1,
      boolean boxed,
      int outputs,
      int features,
      long rows,
      long entries,
      double offCentre,
      int warmRows,
      double unseen) {
    public static DataProfile of(LinearObjective objective) {
      GradientSource source = objective.source();
      Coordinates coordinates = objective.coordinates();
      int outputs = objective.loss().outputs();
      return new DataProfile(
          objective.loss().isQuadratic(),
          objective.l1Weights().length > 0,
          !objective.box().isNone(),
          outputs,
          coordinates.features(),
          source.rows(),
          source.entries(),
          coordinates.offCentre(),
          RowBudget.warm(source.rows(), source.entries(), outputs),
          coordinates.unseen(PilotSchedule.pilotRows(source.rows(), source.entries())));
    }
  }

  private AutoPreset() {}

  /**
   * The optimizer for a run over all rows in each step: Newton's method if it is expected to cost
   * less than any other ({@link Work}), else secant pairs around a pilot, or alone if pilots would
   * be blind. {@code optimizer.metric} chooses the matrix between the pairs.
   *
   * <p>Measured by rllc.train.PilotExperiment (docs/benchmarks.md has the table; the prior start;
   * pilots' products counted).
   */
  public static Choice choose(OptimizerSettings.Auto auto, DataProfile data) {
    boolean smooth = !data.l1() && !data.boxed();
    String part =
        smooth
            ? ""
            : data.l1()
                ? "the penalty has an L1 part; "
                : "coefficients or intercepts have bounds; ";
    if (auto.metric().isPresent() && smooth) {
      return new Choice(
          new OptimizerSettings.PilotNewton(auto.metric()), "optimizer.metric is set");
    }
    if (data.offCentre() > Tuning.OFF_CENTRE.value()) {
      return withoutCurvature(
          data,
          "a feature's mean is 1e6 deviations or more from zero, where curvatures are rounded off");
    }
    if (Work.newton(data) <= Work.others(data)) {
      String why = part + data.features() + " features: " + (smooth ? "" : "proximal ") + "Newton";
      return new Choice(new OptimizerSettings.Newton(smooth), why);
    }
    if (data.boxed()) {
      return withoutCurvature(data, part + "the Hessian of these rows is too much work");
    }
    if (data.unseen() > Tuning.BLIND.value()) {
      return new Choice(
          new OptimizerSettings.PairsBySizes(),
          part + "rare features, of which a sample of the rows knows too little");
    }
    return new Choice(
        new OptimizerSettings.PilotNewton(Optional.<Metric>empty()),
        part + "the Hessian of these rows is too much work; pilots save L-BFGS's passes");
  }

  private static Choice withoutCurvature(DataProfile data, String why) {
    OptimizerSettings settings =
        data.boxed()
            ? new OptimizerSettings.Lbfgsb()
            : data.l1() ? new OptimizerSettings.Owlqn() : new OptimizerSettings.Lbfgs();
    return new Choice(settings, why);
  }

  /** What methods are expected to cost, in multiply-adds of one core. */
  private static final class Work {
    private Work() {}

    static double newton(DataProfile data) {
      double gramians = data.outputs() == 1 ? 1 : data.outputs() * (data.outputs() - 1) / 2.0;
      double perRow = (double) data.entries() / Math.max(1, data.rows());
      double gramian = data.entries() * perRow / 2 * gramians / Tuning.GRAMIAN_SPEED.value();
      double dimension = (double) data.features() * data.outputs();
      double smooth =
          data.l1() || data.boxed() ? Tuning.FACTOR_WORK.value() : Tuning.EIGEN_WORK.value();
      double solve = smooth * dimension * dimension * dimension;
      return (data.quadratic() ? Tuning.NEWTON_SQUARES_STEPS.value() : Tuning.NEWTON_STEPS.value())
          * (pass(data) + gramian + solve);
    }

    static double others(DataProfile data) {
      double passes =
          data.l1() || data.boxed()
              ? Tuning.CONSTRAINED_PASSES.value()
              : data.quadratic()
                  ? Tuning.PILOT_SQUARES_PASSES.value()
                  : Tuning.PILOT_PASSES.value();
      return passes * pass(data);
    }

    private static double pass(DataProfile data) {
      return Tuning.JOB_WORK.value() + Tuning.PASS_WORK.value() * data.entries() * data.outputs();
    }
  }

  /**
   * Whether a run begins with small steps over rows if nobody has said so: with the pilot method,
   * and with Newton's if it is allowed too few passes to get anywhere. Not if there are more than
   * two features for each row that they learn: what such steps say of rare features must be taken
   * back in the run's last passes. Other presets do not.
   *
   * <p>Measured by rllc.train.WarmExperiment on nine problems: passes of the pilot method to gaps
   * of 1e-2, 1e-4 and 1e-6 were 0.73, 0.83 and 0.89 times those from the prior start as geometric
   * means, the warm pass counted.
   */
  public static boolean warm(
      OptimizerSettings.Auto auto, DataProfile data, OptionalDouble maxPasses) {
    OptimizerSettings choice = choose(auto, data).settings();
    boolean few = maxPasses.orElse(Tuning.WARM_NEWTON.value()) < Tuning.WARM_NEWTON.value();
    boolean known = data.features() <= (long) Tuning.WARM_FEATURES.value() * data.warmRows();
    return auto.metric().isEmpty()
        && !data.l1()
        && !data.boxed()
        && (choice instanceof OptimizerSettings.PilotNewton && known
            || few && choice instanceof OptimizerSettings.Newton);
  }
}
