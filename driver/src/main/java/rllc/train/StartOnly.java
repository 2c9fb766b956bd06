package rllc.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;

/**
 * A run of no steps, from a start that is the model ({@link WarmPass#alone}): one evaluation over
 * all rows, which is not bounded by {@code stop.maxPasses}.
 */
final class StartOnly implements Iterator<TrainingState> {
  private final Objective objective;
  private final double[] theta;
  private final StopSettings stop;
  private final RunControl control;
  private final long startNanos;
  private boolean ended;

  StartOnly(Objective objective, double[] theta, StopSettings stop, RunControl control) {
    this.objective = objective;
    this.theta = theta;
    this.stop = stop;
    this.control = control;
    this.startNanos = control.nanoClock().getAsLong();
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public TrainingState next() {
    if (ended) {
      throw new NoSuchElementException("the run has ended");
    }
    ended = true;
    Evaluation evaluation = objective.evaluate(theta);
    Progress progress =
        Progress.begin(0)
            .evaluated(
                evaluation,
                Vectors.norm(evaluation.gradient()),
                Double.POSITIVE_INFINITY,
                control.secondsSince(startNanos),
                control.interrupted().getAsBoolean());
    StepRecord record =
        new StepRecord(
            0,
            progress.passes(),
            progress.loss(),
            progress.gradNorm(),
            0,
            new double[0],
            Double.NaN,
            evaluation.rows(),
            evaluation.seconds(),
            progress.seconds());
    return new TrainingState(
        theta, record, progress, Optional.empty(), Optional.of(reason(progress)));
  }

  private StopReason reason(Progress progress) {
    if (progress.interrupted()) {
      return new StopReason.Interrupted();
    }
    return StopRule.diverged()
        .or(StopRule.targetLoss(stop))
        .check(progress)
        .orElse(new StopReason.MaxPasses(0, stop.maxPasses().orElse(0)));
  }
}
