package rllc.train;

import java.util.Optional;
import rllc.optim.Vectors;

/** The books of a run of steps with at least one pass each: where it stands and what it records. */
final class Ledger {
  private static final double[] NO_LAW = {};

  private final RunControl control;
  private final Spending spending;
  private final long startNanos;
  private Progress progress = Progress.begin(0);

  Ledger(RunControl control) {
    this.control = control;
    this.spending = new Spending(control.nanoClock());
    this.startNanos = control.nanoClock().getAsLong();
  }

  Spending spending() {
    return spending;
  }

  /** Steps so far. */
  int steps() {
    return progress.steps();
  }

  /** Takes note of the point that the run has come to; all that was spent belongs to it. */
  Progress reached(Point point) {
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
    return progress;
  }

  /** In the middle of a step. */
  Progress soFar() {
    return progress.during(
        spending.passesSoFar(),
        control.secondsSince(startNanos),
        control.interrupted().getAsBoolean());
  }

  /** The step from {@code point} to {@code next}, which took {@code seconds}. */
  TrainingState stepped(Point point, Point next, StepSeconds seconds) {
    StepRecord record = record(point, Vectors.distance(next.u(), point.u()), seconds);
    TrainingState state = state(point, record, Optional.empty());
    progress = progress.stepped();
    control.committed(record);
    return state;
  }

  /** The end. */
  TrainingState last(Point point, StopReason reason) {
    progress = soFar();
    return state(point, record(point, 0, spending.takeSeconds()), Optional.of(reason));
  }

  /** Where no length of step was accepted: an end near the optimum, else a failure. */
  TrainingState stuck(Point point) {
    String text = "no lower loss is found along the direction";
    boolean nearOptimum =
        progress.gradNorm() <= 1e-4 * progress.firstGradNorm()
            || progress.gradNorm() <= 1e-6 * Math.abs(progress.loss());
    return last(point, nearOptimum ? new StopReason.Converged(text) : new StopReason.Failed(text));
  }

  private TrainingState state(Point point, StepRecord record, Optional<StopReason> stop) {
    return new TrainingState(point.u(), record, progress, Optional.empty(), stop);
  }

  private StepRecord record(Point point, double stepNorm, StepSeconds seconds) {
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
