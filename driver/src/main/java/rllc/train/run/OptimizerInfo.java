package rllc.train.run;

import java.util.OptionalDouble;

/**
 * What a run record tells of the optimizer, every {@code auto} resolved.
 *
 * @param preset the preset that runs
 * @param reason why, where the setting was auto
 * @param c1 learning rate; empty for methods without one, and for a population until it has run
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
    double passes) {
  /** The same after a run that ended at {@code last}: with c1 of the member that has won. */
  public OptimizerInfo after(Progress last) {
    return c1.isPresent() || !Double.isFinite(last.learningRate())
        ? this
        : new OptimizerInfo(
            preset, reason, OptionalDouble.of(last.learningRate()), c2, units, vectors, passes);
  }
}
