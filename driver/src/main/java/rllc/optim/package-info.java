/**
 * Optimizers as values: the learning law, its memory units, and pure update rules on an explicit
 * state. Knows neither Spark nor what an objective is: gradients in, parameters out.
 *
 * <p>Start at {@link rllc.optim.RllcOptimizer}, whose four lines are the paper's step; {@link
 * rllc.optim.Law} sees the memory through k x k numbers only.
 */
package rllc.optim;
