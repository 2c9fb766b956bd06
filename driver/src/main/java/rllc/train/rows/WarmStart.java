package rllc.train.rows;

import java.util.OptionalDouble;
import rllc.settings.StopSettings;
import rllc.train.objective.StepSeconds;
import rllc.train.run.OptimizerInfo;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.run.StopReason;

/**
 * A start that has cost passes ({@link WarmPass}) and the run from it, of whatever preset: limits,
 * records and the reason for its end count those passes and seconds as its own.
 *
 * @param theta in the objective's coordinates
 * @param passes rows learnt, once for each step length, / rows
 * @param seconds where their time went
 * @param note for the run record; empty where nothing was done
 */
public record WarmStart(double[] theta, double passes, StepSeconds seconds, String note) {
  /** {@code theta} as it is. */
  public static WarmStart none(double[] theta) {
    return new WarmStart(theta, 0, StepSeconds.ZERO, "");
  }

  /**
   * Limits for the run that follows. Its first evaluation is made in any case, so that a run with
   * {@code stop.maxPasses} = 1 ends at the warm start.
   */
  public StopSettings rest(StopSettings stop) {
    OptionalDouble most =
        stop.maxPasses().isPresent() && passes > 0
            ? OptionalDouble.of(Math.max(1, stop.maxPasses().getAsDouble() - passes))
            : stop.maxPasses();
    double left = stop.maxSeconds().orElse(Double.POSITIVE_INFINITY) - seconds.total();
    OptionalDouble rest =
        stop.maxSeconds().isPresent()
            ? OptionalDouble.of(Math.max(Double.MIN_NORMAL, left))
            : stop.maxSeconds();
    return stop.withMaxPasses(most).withMaxSeconds(rest);
  }

  /** Observers who see all passes and seconds. */
  public RunControl counted(RunControl control) {
    return control.seeing(this::counted);
  }

  /** A record with all passes and seconds so far; the first one's own include the start's. */
  public StepRecord counted(StepRecord step) {
    StepRecord counted = step.after(0, passes, seconds.total());
    return step.step() == 0 ? counted.with(seconds) : counted;
  }

  /** The reason with all passes and seconds. */
  public StopReason counted(StopReason reason, StopSettings stop) {
    if (reason instanceof StopReason.MaxSeconds most) {
      return new StopReason.MaxSeconds(
          most.seconds() + seconds.total(), stop.maxSeconds().orElse(most.limit()));
    }
    return reason instanceof StopReason.MaxPasses most
        ? new StopReason.MaxPasses(most.passes() + passes, stop.maxPasses().orElse(most.limit()))
        : reason;
  }

  /** What the run record tells, this start included. */
  public OptimizerInfo counted(OptimizerInfo info) {
    return note.isEmpty()
        ? info
        : new OptimizerInfo(
            info.preset(),
            info.reason() + "; " + note,
            info.c1(),
            info.c2(),
            info.units(),
            info.vectors(),
            info.passes() + passes);
  }
}
