package rllc.optim;

import java.util.function.UnaryOperator;

/**
 * The memory M: k units, each a vector of theta's length d. Immutable; a change makes a new one.
 * Where the units live (driver, executors) is the implementation's affair.
 */
public interface MemoryUnits {
  /**
   * What one step of a linear memory makes.
   *
   * @param memory M' = M P + g v^T
   * @param theta theta - c1 M' L, owned by the caller
   */
  record Step(MemoryUnits memory, double[] theta) {}

  /** k. */
  int units();

  /** M^T M and M^T g in one sweep. */
  InnerProducts innerProducts(double[] gradient);

  /**
   * M^T B M, k x k and symmetric; k products.
   *
   * @param curvature v to B v
   */
  double[][] gram(UnaryOperator<double[]> curvature);

  /** Propagates the units and moves a copy of {@code theta} along them, in one sweep. */
  Step step(LinearMemory memory, double[] gradient, double[] law, double c1, double[] theta);
}
