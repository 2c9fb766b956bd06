package rllc.train.newton;

import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;
import rllc.train.objective.Evaluation;
import rllc.train.objective.StepSeconds;
import rllc.train.run.Progress;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.run.StopReason;
import rllc.train.run.StopRule;
import rllc.train.run.TrainingState;

/**
 * The books of a run of steps with at least one pass each: where it stands, what it records and
 * when it ends.
 */
final class Ledger {
  private static final double[] NO_LAW = {};

  /** Times stop.tol: a gradient this much below the first ends a run whatever the loss does. */
  private static final double GRADIENT_TOL = 0.01;

  private final StopRule rule;
  private final StopRule limits;
  private final RunControl control;
  private final Spending spending;
  private final long startNanos;
  private Progress progress = Progress.begin(0);
  private boolean ended;

  /**
   * @param judge of what steps have gained
   */
  Ledger(StepJudge judge, StopSettings stop, RunControl control) {
    this.rule =
        StopRule.diverged()
            .or(StopRule.targetLoss(stop))
            .or(StopRule.converged(GRADIENT_TOL * stop.tol()))
            .or(judge.converged(stop.tol()))
            .or(StopRule.limits(stop));
    this.limits = StopRule.limits(stop);
    this.control = control;
    this.spending = new Spending(control.nanoClock());
    this.startNanos = control.nanoClock().getAsLong();
  }

  Spending spending() {
    return spending;
  }

  boolean ended() {
    return ended;
  }

  /** Steps so far. */
  int steps() {
    return progress.steps();
  }

  /**
   * Takes note of the point that the run has come to; all that was spent belongs to it. Says
   * whether the run ends there.
   */
  Optional<StopReason> reached(EvaluatedPoint point) {
    Evaluation evaluation = point.survey().evaluation();
    Evaluation costed =
        new Evaluation(
            point.loss(),
            point.gradient(),
            spending.takePasses(),
            evaluation.rows(),
            evaluation.seconds());
    progress =
        progress.evaluated(
            costed,
            Vectors.norm(point.gradient()),
            Double.POSITIVE_INFINITY,
            control.secondsSince(startNanos),
            control.interrupted().getAsBoolean());
    return rule.check(progress);
  }

  /** Whether a limit forbids another pass in the middle of a step. */
  Optional<StopReason> limit() {
    return limits.check(soFar());
  }

  private Progress soFar() {
    return progress.during(
        spending.passesSoFar(),
        control.secondsSince(startNanos),
        control.interrupted().getAsBoolean());
  }

  /** The step from {@code point} to {@code next}, which took {@code seconds}. */
  TrainingState stepped(EvaluatedPoint point, EvaluatedPoint next, StepSeconds seconds) {
    StepRecord record = record(point, Vectors.distance(next.u(), point.u()), seconds);
    TrainingState state = state(point, record, Optional.empty());
    progress = progress.stepped();
    control.committed(record);
    return state;
  }

  /** The end. */
  TrainingState last(EvaluatedPoint point, StopReason reason) {
    ended = true;
    progress = soFar();
    return state(point, record(point, 0, spending.takeSeconds()), Optional.of(reason));
  }

  /** Where no length of step was accepted: an end near the optimum, else a failure. */
  TrainingState stuck(EvaluatedPoint point) {
    String text = "no lower loss is found along the direction";
    boolean nearOptimum =
        progress.gradNorm() <= 1e-4 * progress.firstGradNorm()
            || progress.gradNorm() <= 1e-6 * Math.abs(progress.loss());
    return last(point, nearOptimum ? new StopReason.Converged(text) : new StopReason.Failed(text));
  }

  private TrainingState state(EvaluatedPoint point, StepRecord record, Optional<StopReason> stop) {
    return new TrainingState(point.u(), record, progress, Optional.empty(), stop);
  }

  private StepRecord record(EvaluatedPoint point, double stepNorm, StepSeconds seconds) {
    return new StepRecord(
        progress.steps(),
        progress.passes(),
        point.loss(),
        progress.gradNorm(),
        stepNorm,
        NO_LAW,
        Double.NaN,
        point.survey().evaluation().rows(),
        seconds,
        progress.seconds());
  }
}
