package rllc.train.newton;

import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.train.pilot.StepSample;

/**
 * All that changes in a run of {@link PilotNewton}.
 *
 * @param step steps taken
 * @param at the point
 * @param pairs secant pairs
 * @param model B
 * @param sample rows that judge step lengths, if there are any
 * @param trial whether B pays
 * @param mayDrop whether B may still be dropped
 * @param gains what steps have gained
 * @param far whether the last step has left the old pairs' points behind
 * @param little whether the last step was expected to gain next to nothing
 */
record PilotNewtonState(
    int step,
    Iterate at,
    SecantPairs pairs,
    HessianModel model,
    Optional<StepSample.State> sample,
    PilotTrial trial,
    boolean mayDrop,
    GainHistory gains,
    boolean far,
    boolean little) {
  /** Without B: the run goes on as L-BFGS in a metric of the features' sizes. */
  PilotNewtonState withoutPilot(ScaledIdentity instead, int pairsKept) {
    return new PilotNewtonState(
        step,
        at,
        pairs.keeping(pairsKept),
        instead,
        Optional.empty(),
        trial,
        false,
        gains,
        far,
        false);
  }
}
