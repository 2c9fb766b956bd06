package rllc.train.linear;

import java.util.Arrays;
import rllc.kernel.Gramian;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;

/**
 * The Hessian of a loss over rows, from sums of weighted Gramians. With one output: sum_i w_i c_i
 * (x_i, 1) (x_i, 1)^T, c_i row i's curvature. With K outputs of a softmax, one such sum for each
 * pair of classes k &lt; l, with c_i = p_ik p_il: block (k, l) of the Hessian is minus that sum,
 * and as rows of diag(p) - p p^T add up to zero, block (k, k) is the sum of those of k's pairs.
 * Each is the lower triangle of {@link Gramian}, one after the other in the order (0, 1), (0, 2),
 * (1, 2), (0, 3) and so on.
 */
public final class LossGramian {
  private LossGramian() {}

  /** Gramians that are summed. */
  static int gramians(int outputs) {
    return outputs == 1 ? 1 : outputs * (outputs - 1) / 2;
  }

  /** Numbers in the sums. */
  static int length(int features, int outputs) {
    return Math.multiplyExact(gramians(outputs), Gramian.length(features));
  }

  /** Adds the rows of {@code block} at {@code theta} to {@code sums}. */
  static void addInto(Block block, Kernels kernels, Loss loss, double[] theta, double[] sums) {
    int outputs = loss.outputs();
    int length = Gramian.length(block.features());
    double[] margins = new double[block.rows() * outputs];
    kernels.marginsInto(block, outputs, theta, margins);
    double[][] weights = outputs == 1 ? alone(block, loss, margins) : pairs(block, loss, margins);
    for (int g = 0; g < weights.length; g++) {
      Gramian.addInto(block, weights[g], sums, g * length);
    }
  }

  /** The rows' weights times their curvatures d2l/dm2. */
  private static double[][] alone(Block block, Loss loss, double[] margins) {
    double[] weights = new double[block.rows()];
    double[] at = new double[1];
    double[] curvature = new double[1];
    for (int row = 0; row < weights.length; row++) {
      at[0] = margins[row];
      loss.curvaturesInto(at, block.label(row), curvature);
      weights[row] = block.weight(row) * curvature[0];
    }
    return new double[][] {weights};
  }

  /** The rows' weights times p_k p_l, pair by pair. */
  private static double[][] pairs(Block block, Loss loss, double[] margins) {
    int outputs = loss.outputs();
    double[][] weights = new double[gramians(outputs)][block.rows()];
    double[] p = new double[outputs];
    for (int row = 0; row < block.rows(); row++) {
      double[] at = Arrays.copyOfRange(margins, row * outputs, (row + 1) * outputs);
      loss.multipliersInto(at, block.label(row), p);
      p[(int) block.label(row)] += 1;
      for (int l = 1, g = 0; l < outputs; l++) {
        for (int k = 0; k < l; k++, g++) {
          weights[g][row] = block.weight(row) * p[k] * p[l];
        }
      }
    }
    return weights;
  }

  /** The Hessian of the loss sum in the coordinates of {@code coordinates}, from the sums. */
  static double[][] hessian(double[] sums, Coordinates coordinates) {
    int outputs = coordinates.outputs();
    if (outputs == 1) {
      return coordinates.hessian(sums);
    }
    int length = Gramian.length(coordinates.features());
    double[][] hessian = new double[coordinates.dimension()][coordinates.dimension()];
    for (int l = 1, g = 0; l < outputs; l++) {
      for (int k = 0; k < l; k++, g++) {
        double[] sum = Arrays.copyOfRange(sums, g * length, (g + 1) * length);
        addPair(coordinates.hessian(sum), k, l, outputs, hessian);
      }
    }
    return hessian;
  }

  private static void addPair(double[][] pair, int k, int l, int outputs, double[][] hessian) {
    for (int i = 0; i < pair.length; i++) {
      for (int j = 0; j < pair.length; j++) {
        hessian[i * outputs + k][j * outputs + l] -= pair[i][j];
        hessian[i * outputs + l][j * outputs + k] -= pair[i][j];
        hessian[i * outputs + k][j * outputs + k] += pair[i][j];
        hessian[i * outputs + l][j * outputs + l] += pair[i][j];
      }
    }
  }
}
