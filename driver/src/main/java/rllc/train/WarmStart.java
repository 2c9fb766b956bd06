package rllc.train;

import java.util.OptionalDouble;
import rllc.settings.StopSettings;

/**
 * A start that has cost passes ({@link WarmPass}) and the run from it, of whatever preset: limits,
 * records and the reason for its end count those passes as its own.
 *
 * @param theta in the objective's coordinates
 * @param passes rows learnt, once for each step length, / rows
 * @param note for the run record; empty where nothing was done
 */
public record WarmStart(double[] theta, double passes, String note) {
  /** {@code theta} as it is. */
  public static WarmStart none(double[] theta) {
    return new WarmStart(theta, 0, "");
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
    return stop.withMaxPasses(most);
  }

  /** Observers who see all passes. */
  public RunControl counted(RunControl control) {
    return control.seeing(this::counted);
  }

  /** A record with all passes. */
  public StepRecord counted(StepRecord step) {
    return step.after(0, passes, 0);
  }

  /** The reason with all passes. */
  public StopReason counted(StopReason reason, StopSettings stop) {
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
