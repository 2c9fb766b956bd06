package rllc.kernel;

import rllc.shard.Block;
import rllc.shard.Loss;

/**
 * The numeric primitives of an executor, one call per block.
 *
 * <p>A parameter vector {@code theta} has d * K coefficients, class-fastest ({@code theta[column *
 * K + k]}), then K intercepts; gradients have the same layout. Sums are weighted, never divided;
 * methods add into the caller's arrays and allocate nothing. Features are taken as stored: scaling
 * and centring are the driver's (see Coordinates).
 */
public interface Kernels {
  /** {@code "java"} or {@code "native"}. */
  String use();

  /** The instruction set, such as {@code "avx512"}; {@code "jvm"} for Java. */
  String isa();

  /**
   * Adds the block's gradient sum_i weight_i * dl/dm(m_i, y_i) * (x_i, 1) to {@code gradient}.
   *
   * @return the block's loss sum_i weight_i * l(m_i, y_i)
   * @throws IllegalArgumentException if a length is not d * K + K
   */
  double lossGradient(Block block, Loss loss, double[] theta, double[] gradient);

  /** The block's loss alone, the same bits as {@link #lossGradient} returns. */
  double loss(Block block, Loss loss, double[] theta);

  /** Writes the margins X w + b, row-major rows x K, to the front of {@code margins}. */
  void marginsInto(Block block, int outputs, double[] theta, double[] margins);

  /**
   * Adds the Hessian of the block's loss sum at {@code theta} times {@code direction} to {@code
   * product}; all three have length d * K + K.
   */
  void hessianVector(Block block, Loss loss, double[] theta, double[] direction, double[] product);
}
