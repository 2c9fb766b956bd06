package rllc.train.objective;

/**
 * A function to be minimised, as an optimizer sees it: a point in, loss and gradient out. It need
 * not be a linear model.
 */
public interface Objective {
  /** Length of theta. */
  int dimension();

  /** Loss and gradient at {@code theta}, which the objective neither keeps nor changes. */
  Evaluation evaluate(double[] theta);

  /**
   * Weights a_i >= 0 of a term sum_i a_i |theta_i| that belongs to the function but not to the
   * answers of {@link #evaluate}, since it has no gradient at 0; empty if there is none. Only
   * OWL-QN and preset auto's methods know what to do with them.
   */
  default double[] l1Weights() {
    return new double[0];
  }

  /** Where theta may be. Only L-BFGS-B and preset auto's Newton method keep to a box. */
  default Box box() {
    return Box.NONE;
  }
}
