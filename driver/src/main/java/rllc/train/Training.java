package rllc.train;

import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import rllc.kernel.KernelMode;
import rllc.optim.Optimizer;
import rllc.settings.Batching;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.shard.MarginLoss;
import rllc.train.batch.BatchRun;
import rllc.train.batch.BatchTraining;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.BatchObjective;
import rllc.train.objective.Curvature;
import rllc.train.objective.CurvedObjective;
import rllc.train.objective.Objective;
import rllc.train.pilot.PilotSchedule;
import rllc.train.rows.RowBudget;
import rllc.train.run.OptimizerInfo;
import rllc.train.run.RunControl;
import rllc.train.run.StartOnly;
import rllc.train.run.StopRule;
import rllc.train.run.Trainer;
import rllc.train.run.TrainingState;

/**
 * Settings and objective brought together: every {@code auto} is resolved, and runs can start. The
 * way from settings to the last state:
 *
 * <pre>{@code
 * Training training = Training.prepare(settings, objective, start, seed, kernel);
 * TrainingState last = Trainer.fit(training.start(start, stop, control));
 * double[] theta = objective.coordinates().toOriginal(last.theta());
 * }</pre>
 */
public final class Training {
  /** A run from a point. */
  interface Start {
    Iterator<TrainingState> run(double[] theta, StopSettings stop, RunControl control);
  }

  private final OptimizerInfo info;
  private final Objective objective;
  private final Start start;

  /** What can be resumed. */
  private final Optional<Optimizer> optimizer;

  Training(OptimizerInfo info, Objective objective, Start start, Optional<Optimizer> optimizer) {
    this.info = info;
    this.objective = objective;
    this.start = start;
    this.optimizer = optimizer;
  }

  /**
   * Resolves what is {@code auto}. An automatic c1 costs at most {@link Curvature#MAX_PRODUCTS}
   * passes, twice that for several outputs, Adam's two; they are counted in {@link
   * OptimizerInfo#passes} and in the run's passes.
   *
   * @param theta start of the run, in the objective's coordinates
   * @param seed of the random start vector of the curvature estimate
   * @param kernel of the driver's sweeps
   */
  public static Training prepare(
      OptimizerSettings settings,
      CurvedObjective objective,
      double[] theta,
      long seed,
      KernelMode kernel) {
    if (settings instanceof OptimizerSettings.Auto auto) {
      AutoPreset.Choice choice = AutoPreset.choose(auto, profile(objective));
      return Methods.prepare(
          choice.settings(), "auto: " + choice.reason(), objective, theta, seed, kernel);
    }
    return Methods.prepare(settings, "as set", objective, theta, seed, kernel);
  }

  /**
   * The same for steps that look at a part of the rows. An automatic c1 costs some products with a
   * sample of the rows, which are counted as the part of a pass that they are.
   */
  public static Training prepareBatches(
      OptimizerSettings settings,
      Batching batching,
      BatchObjective objective,
      double[] theta,
      long seed,
      KernelMode kernel) {
    BatchTraining.Prepared prepared =
        new BatchTraining(objective, batching, theta, seed, Methods.sweeps(kernel))
            .prepare(settings, batching);
    Start start = (from, stop, control) -> new BatchRun(objective, prepared, from, stop, control);
    return new Training(prepared.info(), objective, start, Optional.empty());
  }

  /** A run of preset auto that has its model already: it takes no step. */
  public static Training startOnly(Objective objective) {
    OptionalDouble none = OptionalDouble.empty();
    String reason = "auto: too few passes for steps over all rows";
    return new Training(
        new OptimizerInfo("auto (small steps)", reason, none, none, 0, 2, 0),
        objective,
        (theta, stop, control) ->
            Stream.of(theta)
                .map(start -> StartOnly.state(objective, start, stop, control))
                .iterator(),
        Optional.empty());
  }

  /** What the choice of preset auto follows from. */
  public static AutoPreset.DataProfile profile(Objective objective) {
    boolean l1 = objective.l1Weights().length > 0;
    boolean boxed = !objective.box().isNone();
    if (!(objective instanceof LinearObjective linear)) {
      return new AutoPreset.DataProfile(
          false, false, l1, boxed, 1, objective.dimension(), 0, 0, 0, 0);
    }
    long rows = linear.source().rows();
    long entries = linear.source().entries();
    int outputs = linear.loss().outputs();
    return new AutoPreset.DataProfile(
        true,
        linear.loss() == MarginLoss.SQUARED,
        l1,
        boxed,
        outputs,
        linear.coordinates().features(),
        (double) entries * entries / Math.max(1, rows),
        linear.coordinates().offCentre(),
        RowBudget.warm(rows, entries, outputs),
        linear.coordinates().unseen(PilotSchedule.pilotRows(rows, entries)));
  }

  public OptimizerInfo info() {
    return info;
  }

  /** A run from {@code theta}, lazily; each element costs its evaluations when it is asked for. */
  public Iterator<TrainingState> start(double[] theta, StopSettings stop, RunControl control) {
    return start.run(theta, stop, control);
  }

  /**
   * The run that {@code last} belongs to, gone on with to the same bits.
   *
   * @throws IllegalStateException for methods that keep their state to themselves
   */
  public Iterator<TrainingState> resume(TrainingState last, StopSettings stop, RunControl control) {
    Optimizer resumed =
        optimizer.orElseThrow(
            () -> new IllegalStateException(info.preset() + " cannot be resumed"));
    return Trainer.resume(resumed, objective, last, StopRule.of(stop), control);
  }
}
