package rllc.train.objective;

/** An objective that can also multiply its Hessian with a vector; an optional capability. */
public interface CurvedObjective extends Objective {
  /**
   * Hessian at {@code theta} times {@code direction}. Costs as much as one pass over the rows that
   * it touches.
   */
  double[] hessianVector(double[] theta, double[] direction);

  /**
   * Whether no point has more curvature than theta = 0, where an automatic learning rate looks for
   * it: so for a linear model of one output. Softmax has 1/K there in each row and up to 1/2 where
   * two classes dispute it.
   */
  default boolean curvedMostAtZero() {
    return true;
  }
}
