package rllc.train.run;

import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.rows.WarmPass;

/**
 * The only state of a run of no steps, from a start that is the model ({@link WarmPass#alone}): one
 * evaluation over all rows, which is not bounded by {@code stop.maxPasses}.
 */
public final class StartOnly {
  private StartOnly() {}

  public static TrainingState state(
      Objective objective, double[] theta, StopSettings stop, RunControl control) {
    long begin = control.nanoClock().getAsLong();
    Evaluation evaluation = objective.evaluate(theta);
    Progress progress =
        Progress.begin(0)
            .evaluated(
                evaluation,
                Vectors.norm(evaluation.gradient()),
                Double.POSITIVE_INFINITY,
                control.secondsSince(begin),
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
        theta, record, progress, Optional.empty(), Optional.of(reason(progress, stop)));
  }

  private static StopReason reason(Progress progress, StopSettings stop) {
    if (progress.interrupted()) {
      return new StopReason.Interrupted();
    }
    return StopRule.diverged()
        .or(StopRule.targetLoss(stop))
        .check(progress)
        .orElse(new StopReason.MaxPasses(0, stop.maxPasses().orElse(0)));
  }
}
