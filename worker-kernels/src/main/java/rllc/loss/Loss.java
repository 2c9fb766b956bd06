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
  /** Returns the number of this loss in kernels.h, enum loss_kind. */
  int code();

  /** Returns the parameter that the native kernels take; 0 if the loss has none. */
  default double parameter() {
    return 0;
  }

  /** Returns whether the loss is finite for a row with this label, whatever its margins. */
  boolean admits(double label);

  /** Returns whether the Hessian is the same for all margins. */
  default boolean isQuadratic() {
    return false;
  }

  /** Returns a bound of the trace of d2l/dm2; infinite if there is none. */
  double mostCurvature();

  /** Returns whether no margins have a larger d2l/dm2 than m = 0, whatever the label. */
  boolean isCurvedMostAtZero();

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
