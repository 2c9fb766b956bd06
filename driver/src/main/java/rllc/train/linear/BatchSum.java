package rllc.train.linear;

import java.io.Serializable;
import java.util.Arrays;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;

/**
 * Loss and gradient sums at several points over the rows of a batch, rows read once. Sums travel
 * and merge; the means are taken once, at the end.
 */
public final class BatchSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] losses;

  /** Side by side, as {@link Kernels#lossGradients} has them. */
  private final double[] gradients;

  private double weightSum;
  private long rows;
  private long kernelNanos;

  /** Nothing yet, for {@code points} vectors of {@code length} together. */
  public BatchSum(int points, int length) {
    this.losses = new double[points];
    this.gradients = new double[length];
  }

  /**
   * Adds rows of {@code block} at {@code thetas}, the points side by side.
   *
   * @param chosen their numbers, null for all
   */
  public void add(Block block, int[] chosen, Kernels kernels, Loss loss, double[] thetas) {
    long start = System.nanoTime();
    int count = chosen == null ? block.rows() : chosen.length;
    if (count > 0) {
      kernels.lossGradients(block, chosen, loss, thetas, losses, gradients);
      weightSum += block.weightSum(chosen);
      rows += count;
    }
    kernelNanos += System.nanoTime() - start;
  }

  /** Adds {@code next}, the sum of the blocks that follow. */
  public void merge(BatchSum next) {
    for (int i = 0; i < losses.length; i++) {
      losses[i] += next.losses[i];
    }
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] += next.gradients[i];
    }
    weightSum += next.weightSum;
    rows += next.rows;
    kernelNanos += next.kernelNanos;
  }

  /** Back to no rows. */
  public void clear() {
    Arrays.fill(losses, 0);
    Arrays.fill(gradients, 0);
    weightSum = 0;
    rows = 0;
    kernelNanos = 0;
  }

  public long rows() {
    return rows;
  }

  public double weightSum() {
    return weightSum;
  }

  /** What the kernels took, over all tasks. */
  public long kernelNanos() {
    return kernelNanos;
  }

  /** Mean loss at point {@code point}; NaN where no row has a weight. */
  double meanLoss(int point) {
    return losses[point] / weightSum;
  }

  /** Its gradient, the parameters of each point in runs of {@code outputs}. */
  double[] meanGradient(int point, int outputs) {
    int stride = losses.length * outputs;
    double[] gradient = new double[gradients.length / losses.length];
    for (int i = 0, from = point * outputs; i < gradient.length; i += outputs, from += stride) {
      for (int k = 0; k < outputs; k++) {
        gradient[i + k] = gradients[from + k] / weightSum;
      }
    }
    return gradient;
  }

  /** Parameter vectors side by side, as {@link Kernels#lossGradients} wants them. */
  static double[] sideBySide(double[][] thetas, int outputs) {
    int stride = thetas.length * outputs;
    double[] all = new double[thetas.length * thetas[0].length];
    for (int r = 0; r < thetas.length; r++) {
      double[] theta = thetas[r];
      for (int i = 0, to = r * outputs; i < theta.length; i += outputs, to += stride) {
        for (int k = 0; k < outputs; k++) {
          all[to + k] = theta[i + k];
        }
      }
    }
    return all;
  }
}
