package rllc.train;

import java.util.OptionalDouble;

/**
 * What a run record tells of the optimizer, every {@code auto} resolved.
 *
 * @param preset the preset that runs
 * @param reason why, where the setting was auto
 * @param c1 learning rate; empty for L-BFGS
 * @param c2 law rate, 0 for a fixed law; empty for optimizers without a law
 * @param units memory units k; 0 for L-BFGS
 * @param vectors vectors of theta's length alive between steps
 * @param passes what the resolution cost, in passes over the data
 */
public record OptimizerInfo(
    String preset,
    String reason,
    OptionalDouble c1,
    OptionalDouble c2,
    int units,
    int vectors,
    double passes) {}
