package rllc.optim;

/**
 * The memory M: k units, each a vector of theta's length d. Immutable; a change makes a new one.
 * Where the units live (driver, executors) is the implementation's affair.
 */
public interface MemoryUnits {
  /** k. */
  int units();

  /** M^T M and M^T g in one sweep. */
  InnerProducts innerProducts(double[] gradient);

  /** M P + g v^T; {@code gradient} may be kept and must not be changed afterwards. */
  MemoryUnits propagate(Propagator propagator, double[] gradient);

  /** M L, length d, owned by the caller. */
  double[] combine(double[] law);
}
