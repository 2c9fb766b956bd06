package rllc.train.newton;

import java.util.Optional;
import rllc.train.pilot.StepSample;

/**
 * All that changes in a run of {@link Newton}.
 *
 * @param step steps taken
 * @param at the point
 * @param hessian of the smooth part there, penalty included; for least squares that of any point
 * @param sample rows that judge step lengths, if there are any
 * @param gains what steps have gained
 * @param far whether the last step has lowered the loss by a good part of it
 * @param inexact whether a model was not minimised to its accuracy
 */
record NewtonState(
    int step,
    Iterate at,
    double[][] hessian,
    Optional<StepSample.State> sample,
    GainHistory gains,
    boolean far,
    boolean inexact) {}
