package rllc.train;

/**
 * A function to be minimised, as an optimizer sees it: a point in, loss and gradient out. It need
 * not be a linear model.
 */
public interface Objective {
  /** Length of theta. */
  int dimension();

  /** Loss and gradient at {@code theta}, which the objective neither keeps nor changes. */
  Evaluation evaluate(double[] theta);
}
