package rllc.kernel;

import java.util.Arrays;
import rllc.loss.Loss;
import rllc.shard.Block;

/**
 * Computes losses and their derivatives over a block of rows. A call takes one {@link Block}.
 *
 * <p>Shapes: a block has n rows of d features, and a {@link Loss} has K outputs. Row i has the
 * margins m_i = W x_i + b, one for each output. The parameter vector {@code theta} holds W and b: d
 * * K coefficients, {@code theta[column * K + k]}, then K intercepts. Gradients have the same
 * layout.
 *
 * <p>Sums are weighted by the rows' weights and never divided by them. Rows of weight 0 are not
 * read. Methods add to the caller's arrays. Features are taken as stored: the driver scales and
 * centres (see Coordinates). An array of a wrong length is refused by an IllegalArgumentException
 * that names it.
 */
public interface Kernels {
  /** The most columns of parameters: outputs * parameter vectors. */
  int MOST_COLUMNS = 1024;

  /** Returns {@code "java"} or {@code "native"}. */
  String use();

  /** Returns the instruction set, such as {@code "avx512"}; {@code "jvm"} for Java. */
  String isa();

  /**
   * Adds the block's gradient sum_i weight_i * dl/dm(m_i, y_i) * (x_i, 1) to {@code gradient}.
   *
   * @return the block's loss sum_i weight_i * l(m_i, y_i)
   * @throws IllegalArgumentException if a length is not d * K + K
   */
  double lossGradient(Block block, Loss loss, double[] theta, double[] gradient);

  /**
   * Does what {@link #lossGradient} does, and adds two sums of curvatures in the same pass. With
   * c_i = d2l/dm2(m_i, y_i), {@code border} gets sum_i weight_i * c_i * (x_i, 1) and {@code
   * squares} gets sum_i weight_i * c_i * (x_i^2, 1), the Hessian's diagonal. The border tells how a
   * shift of the features changes the diagonal: for (x - s) / r it is (squares - 2 s border + s^2
   * border[intercept]) / r^2. If K is above 1, c_i is the diagonal of the K x K Hessian.
   *
   * @param border length d * K + K
   * @param squares length d * K + K
   */
  double lossGradientDiagonal(
      Block block, Loss loss, double[] theta, double[] gradient, double[] border, double[] squares);

  /**
   * Adds loss and gradient at R parameter vectors, and reads the rows once. The vectors lie side by
   * side, as if there were R * K outputs: coefficient (column j, vector r, output k) is {@code
   * thetas[(j * R + r) * K + k]}, and the intercepts have j = d. {@code gradients} has the same
   * layout.
   *
   * @param rows numbers of the rows that are summed, null for all. A row that is named twice counts
   *     twice. The time follows the rows that are named, not the block's.
   * @param losses R sums, added to
   * @throws IllegalArgumentException if R * K is above {@link #MOST_COLUMNS}, if a length is wrong,
   *     or if the block has no such row
   */
  void lossGradients(
      Block block, int[] rows, Loss loss, double[] thetas, double[] losses, double[] gradients);

  /** Adds loss and gradient at R parameter vectors over all rows. */
  default void lossGradients(
      Block block, Loss loss, double[] thetas, double[] losses, double[] gradients) {
    lossGradients(block, null, loss, thetas, losses, gradients);
  }

  /** Returns the block's loss alone, with the same bits as {@link #lossGradient}. */
  double loss(Block block, Loss loss, double[] theta);

  /** Writes the margins X W + b, n x K and row-major, to the front of {@code margins}. */
  void marginsInto(Block block, int outputs, double[] theta, double[] margins);

  /**
   * Writes sum_j (squares_j x_ij + slopes_j) x_ij for each row i to the front of {@code norms}.
   * Rows of weight 0 are read here. With squares = s^2 and slopes = -2 s^2 m the sum is the squared
   * norm of s (x_i - m) less that of s m.
   *
   * @param squares d numbers
   * @param slopes d numbers
   */
  void normsInto(Block block, double[] squares, double[] slopes, double[] norms);

  /**
   * Adds the Hessian of the block's loss sum at {@code theta} times {@code direction} to {@code
   * product}; all three have length d * K + K.
   *
   * @param rows numbers of the rows that are summed, as in {@link #lossGradients}
   */
  void hessianVector(
      Block block, int[] rows, Loss loss, double[] theta, double[] direction, double[] product);

  /** Adds the Hessian's product with {@code direction} over all rows. */
  default void hessianVector(
      Block block, Loss loss, double[] theta, double[] direction, double[] product) {
    hessianVector(block, null, loss, theta, direction, product);
  }

  /**
   * Adds {@code part} to {@code sum}, sets it to zero and returns its squared norm. If {@link
   * #lossGradient} adds one block's gradient to {@code part}, this is the squared norm of each
   * block's gradient, from which the noise of a batch is estimated. The time is O(length).
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
