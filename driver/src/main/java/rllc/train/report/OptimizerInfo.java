package rllc.train.report;

import java.util.OptionalDouble;

/**
 * What a run record tells of the optimizer, every {@code auto} resolved.
 *
 * @param preset the preset that runs
 * @param reason why, if the setting was auto
 * @param c1 learning rate; empty for methods without one
 * @param c2 law rate, 0 for a fixed law; empty for optimizers without a law
 * @param units memory units k; 0 for L-BFGS
 * @param vectors vectors of theta's length alive between steps
 * @param passes what came before the first evaluation: a start by small steps, the null model if
 *     the run has not begun there, an automatic c1
 */
public record OptimizerInfo(
    String preset,
    String reason,
    OptionalDouble c1,
    OptionalDouble c2,
    int units,
    int vectors,
    double passes) {
  /** Of a method without learning rate and law. */
  public static OptimizerInfo plain(String preset, String reason, int units, int vectors) {
    OptionalDouble none = OptionalDouble.empty();
    return new OptimizerInfo(preset, reason, none, none, units, vectors, 0);
  }

  /** The same after preparations that cost so much. */
  public OptimizerInfo prepared(double cost, String note) {
    String why = note.isEmpty() ? reason : reason + "; " + note;
    return new OptimizerInfo(preset, why, c1, c2, units, vectors, cost);
  }
}
