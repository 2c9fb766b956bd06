package rllc.optim;

/**
 * All that an optimizer carries from step to step. Immutable by convention: nobody writes to its
 * arrays.
 */
public final class OptimizerState {
  private final double[] theta;
  private final MemoryUnits memory;
  private final double[] law;
  private final int step;

  /**
   * @param theta model parameters, length d
   * @param memory the memory M, d x k
   * @param law the learning law L; empty for optimizers without one
   * @param step steps taken so far
   */
  public OptimizerState(double[] theta, MemoryUnits memory, double[] law, int step) {
    this.theta = theta;
    this.memory = memory;
    this.law = law;
    this.step = step;
  }

  public double[] theta() {
    return theta;
  }

  public MemoryUnits memory() {
    return memory;
  }

  public double[] law() {
    return law;
  }

  public int step() {
    return step;
  }
}
