package rllc.kernel;

import java.util.Arrays;
import rllc.shard.Block;
import rllc.shard.Loss;

/**
 * The numeric primitives of an executor, one call per block.
 *
 * <p>A parameter vector {@code theta} has d * K coefficients, class-fastest ({@code theta[column *
 * K + k]}), then K intercepts; gradients have the same layout. Sums are weighted, never divided;
 * rows of weight 0 are not looked at; methods add into the caller's arrays. Features are taken as
 * stored: scaling and centring are the driver's (see Coordinates). Array lengths are checked:
 * IllegalArgumentException names the array that is wrong.
 */
public interface Kernels {
  /** Columns of parameters at most: outputs * points. */
  int MOST_COLUMNS = 1024;

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

  /**
   * As {@link #lossGradient}, and in the same pass, with c_i = d2l/dm2(m_i, y_i), adds the border
   * sum_i weight_i * c_i * (x_i, 1) and the squares sum_i weight_i * c_i * (x_i^2, 1), which are
   * the Hessian's diagonal and what a shift of the features changes in it: the diagonal for (x -
   * s)/r is (squares - 2 s border + s^2 border[intercept]) / r^2. For K outputs c_i is the diagonal
   * of the K x K Hessian.
   *
   * @param border length d * K + K, as {@code squares}
   */
  double lossGradientDiagonal(
      Block block, Loss loss, double[] theta, double[] gradient, double[] border, double[] squares);

  /**
   * Loss and gradient at R parameter vectors, rows read once. The vectors lie side by side, as if
   * there were R * K outputs: coefficient (column j, vector r, output k) at {@code thetas[(j * R +
   * r) * K + k]}, the intercepts at j = d; {@code gradients} alike.
   *
   * @param rows numbers of the rows that are looked at, for each time that one stands there; null
   *     for all. Costs what these rows cost, whatever the block has.
   * @param losses R sums, added to
   * @throws IllegalArgumentException if R * K is above {@link #MOST_COLUMNS}, a length is wrong, or
   *     there is no such row
   */
  void lossGradients(
      Block block, int[] rows, Loss loss, double[] thetas, double[] losses, double[] gradients);

  /** The same over all rows. */
  default void lossGradients(
      Block block, Loss loss, double[] thetas, double[] losses, double[] gradients) {
    lossGradients(block, null, loss, thetas, losses, gradients);
  }

  /** The block's loss alone, the same bits as {@link #lossGradient} returns. */
  double loss(Block block, Loss loss, double[] theta);

  /** Writes the margins X w + b, row-major rows x K, to the front of {@code margins}. */
  void marginsInto(Block block, int outputs, double[] theta, double[] margins);

  /**
   * Writes sum_j (squares_j x_ij + slopes_j) x_ij for each row i, of weight 0 too, to the front of
   * {@code norms}. With squares = s^2 and slopes = -2 s^2 m it is the squared norm of s (x_i - m)
   * less that of s m.
   *
   * @param squares d numbers, as {@code slopes}
   */
  void normsInto(Block block, double[] squares, double[] slopes, double[] norms);

  /**
   * Adds the Hessian of the block's loss sum at {@code theta} times {@code direction} to {@code
   * product}; all three have length d * K + K.
   *
   * @param rows as in {@link #lossGradients}
   */
  void hessianVector(
      Block block, int[] rows, Loss loss, double[] theta, double[] direction, double[] product);

  /** The same over all rows. */
  default void hessianVector(
      Block block, Loss loss, double[] theta, double[] direction, double[] product) {
    hessianVector(block, null, loss, theta, direction, product);
  }

  /**
   * Moves {@code part} into {@code sum}: adds it, sets it to zero and returns its squared norm.
   * With {@link #lossGradient} adding one block's gradient to {@code part}, this gives the norm of
   * each block's gradient, from which the noise of a batch is estimated. Costs O(length) a call.
   */
  static double moveInto(double[] part, double[] sum) {
    if (part == sum || part.length != sum.length) {
      throw new IllegalArgumentException(
          "`sum` must be another array of length " + part.length + ", got length " + sum.length);
    }
    double even = 0;
    double odd = 0;
    for (int i = 0; i + 1 < part.length; i += 2) {
      even += part[i] * part[i];
      odd += part[i + 1] * part[i + 1];
    }
    if (part.length % 2 == 1) {
      even += part[part.length - 1] * part[part.length - 1];
    }
    for (int i = 0; i < part.length; i++) {
      sum[i] += part[i];
    }
    Arrays.fill(part, 0);
    return even + odd;
  }
}
