package rllc.loss;

import java.io.Serializable;

/**
 * Gives the loss of one row, l(m, y), from its K margins m = W x + b and its label y.
 *
 * <p>A loss does not depend on weights or penalties: kernels sum {@code weight * value} and {@code
 * weight * multiplier * x} over rows, and the driver divides once. The kernels are tested against
 * the methods here. Each reads the K margins from {@code margins[0 .. K)}.
 */
public sealed interface Loss extends Serializable permits ScalarLoss, Softmax {
  /** Returns the number of outputs K, the columns of the coefficients: 1 for a scalar loss. */
  int outputs();

  /** Returns the loss l(m, y). */
  double value(double[] margins, double label);

  /** Writes the multipliers dl/dm_k. The row's gradient is multiplier_k * (x, 1). */
  void multipliersInto(double[] margins, double label, double[] multipliers);

  /** Writes the diagonal d2l/dm_k^2 >= 0. */
  void curvaturesInto(double[] margins, double label, double[] curvatures);

  /** Replaces {@code direction}, of K numbers, by the Hessian d2l/dm2 times it. */
  void hessianInPlace(double[] margins, double label, double[] direction);
}
