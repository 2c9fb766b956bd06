package rllc.shard;

import java.io.Serializable;

/**
 * The loss of one row as a function of its margin m = w.x + b and its label y.
 *
 * <p>A loss knows nothing of rows, weights or penalties: kernels sum {@code weight * value} and
 * {@code weight * multiplier * x} over rows; the mean is taken once, by the driver.
 */
public sealed interface Loss extends Serializable permits MarginLoss {
  /** Number of outputs K, the columns of the coefficient matrix: 1 for every margin loss. */
  int outputs();
}
