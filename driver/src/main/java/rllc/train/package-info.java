/**
 * The training loop, free of Spark: an objective in, an iterator of states out.
 *
 * <p>{@link rllc.train.Training} brings settings and objective together, {@link rllc.train.Trainer}
 * is the loop, {@link rllc.train.StopRule} ends it, {@link rllc.train.LinearObjective} is the
 * objective of the linear models over any {@link rllc.train.GradientSource}.
 */
package rllc.train;
