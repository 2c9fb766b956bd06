package rllc.optim;

import rllc.kernel.Sweeps;

/**
 * Linear memory with the retrospective law, and every classical method that is such a memory with a
 * law that never changes (c2 = 0). Step t, in this order (arXiv 2402.15262):
 *
 * <ol>
 *   <li>g = gradient at theta
 *   <li>if t &gt; 0: L &lt;- L + c2 M^+ g, the old M, the new g; in another metric as {@link
 *       LawMetric} says
 *   <li>M &lt;- M P + g v^T
 *   <li>theta &lt;- theta - c1 M L
 * </ol>
 */
public final class RllcOptimizer implements Optimizer {
  private final LinearMemory memory;
  private final double c1;
  private final double[] law0;
  private final Law law;
  private final Sweeps sweeps;

  /**
   * @param memory P and v, k units
   * @param c1 learning rate, unit 1/curvature
   * @param law0 start of the law, length k
   * @param law how it is corrected
   * @param sweeps over the units; their instruction set decides the last bits
   */
  public RllcOptimizer(LinearMemory memory, double c1, double[] law0, Law law, Sweeps sweeps) {
    if (law0.length != memory.units()) {
      throw new IllegalArgumentException(
          "`law0` must have " + memory.units() + " entries, got " + law0.length);
    }
    this.memory = memory;
    this.c1 = c1;
    this.law0 = law0.clone();
    this.law = law;
    this.sweeps = sweeps;
  }

  @Override
  public OptimizerState init(double[] theta) {
    MemoryUnits units = DriverMemoryUnits.zeros(sweeps, theta.length, memory.units());
    return new OptimizerState(theta.clone(), units, law0, 0);
  }

  @Override
  public Update update(OptimizerState state, double[] gradient, double factor) {
    return update(state, gradient, LawMetric.IDENTITY, factor);
  }

  @Override
  public Update update(OptimizerState state, double[] gradient, LawMetric metric) {
    return update(state, gradient, metric, 1);
  }

  private Update update(OptimizerState state, double[] gradient, LawMetric metric, double factor) {
    Law.Correction correction = correct(state, gradient, metric);
    MemoryUnits.Step step =
        state.memory().step(memory, gradient, correction.law(), factor * c1, state.theta());
    OptimizerState next =
        new OptimizerState(
            step.theta(), step.memory(), correction.law(), Math.addExact(state.step(), 1));
    double stepNorm = Vectors.distance(step.theta(), state.theta());
    return new Update(next, stepNorm, correction.conditionNumber());
  }

  private Law.Correction correct(OptimizerState state, double[] gradient, LawMetric metric) {
    if (state.step() == 0 || law.c2() == 0) {
      return new Law.Correction(state.law(), Double.NaN);
    }
    InnerProducts products = state.memory().innerProducts(gradient);
    return law.correct(state.law(), metric.of(state.memory(), c1, products));
  }

  @Override
  public double learningRate() {
    return c1;
  }

  /** theta, g and the k units. */
  @Override
  public int vectors() {
    return memory.units() + 2;
  }
}
