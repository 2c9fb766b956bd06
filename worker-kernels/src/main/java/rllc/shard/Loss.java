package rllc.shard;

import java.io.Serializable;

/**
 * The loss of one row as a function of its K margins m = W x + b and its label y.
 *
 * <p>A loss knows nothing of rows, weights or penalties: kernels sum {@code weight * value} and
 * {@code weight * multiplier * x} over rows; the mean is taken once, by the driver. The methods
 * here are the reference that the kernels are tested against; each reads the K margins from {@code
 * margins[0 .. K)}.
 */
public sealed interface Loss extends Serializable permits ScalarLoss, Softmax {
  /** Number of outputs K, the columns of the coefficient matrix: 1 for every scalar loss. */
  int outputs();

  /** The loss l(m, y). */
  double value(double[] margins, double label);

  /** Writes dl/dm_k: what a row's features are multiplied by in the gradient. */
  void multipliersInto(double[] margins, double label, double[] multipliers);

  /** Writes the diagonal d2l/dm_k^2 >= 0. */
  void curvaturesInto(double[] margins, double label, double[] curvatures);

  /** Replaces {@code direction}, of K numbers, by the Hessian d2l/dm2 times it. */
  void hessianInPlace(double[] margins, double label, double[] direction);
}
