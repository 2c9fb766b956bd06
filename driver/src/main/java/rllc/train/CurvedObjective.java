package rllc.train;

/** An objective that can also multiply its Hessian with a vector; an optional capability. */
public interface CurvedObjective extends Objective {
  /**
   * Hessian at {@code theta} times {@code direction}. Costs as much as one pass over the rows that
   * it touches.
   */
  double[] hessianVector(double[] theta, double[] direction);
}
