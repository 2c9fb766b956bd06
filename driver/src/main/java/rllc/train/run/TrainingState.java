package rllc.train.run;

import java.util.Optional;
import rllc.optim.OptimizerState;

/**
 * One element of a training run: an evaluated point and the step taken from it. The last element of
 * a run carries the reason for stopping, and its record describes an evaluation without a step
 * (step norm 0).
 *
 * @param theta the point evaluated, in the optimizer's coordinates; not to be changed
 * @param record loss and gradient norm at {@code theta}, and the step taken from it
 * @param progress what the stop rules saw
 * @param next the optimizer's state after the step, from which a run goes on; empty for Breeze's
 *     optimizers, which keep theirs to themselves
 * @param stop empty while the run goes on
 */
public record TrainingState(
    double[] theta,
    StepRecord record,
    Progress progress,
    Optional<OptimizerState> next,
    Optional<StopReason> stop) {}
