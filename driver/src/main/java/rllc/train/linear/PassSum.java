package rllc.train.linear;

import java.io.Serializable;
import java.util.Arrays;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.shard.DoubleArray;
import rllc.shard.GradientSum;
import rllc.shard.RowSample;

/** What a pass has found in some blocks, as far as its {@link PassRequest} asked for it. */
public final class PassSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final GradientSum gradient;
  private final DoubleArray border;
  private final DoubleArray squares;
  private final RowSample[] samples;
  private final boolean wantsGramian;

  /** Made by the first block, which tells the number of features. */
  private double[] gramian;

  /**
   * Nothing yet.
   *
   * @param length d * K + K
   */
  public PassSum(int length, PassRequest request) {
    this.gradient = new GradientSum(length);
    this.border = request.diagonal() ? new DoubleArray(new double[length]) : null;
    this.squares = request.diagonal() ? new DoubleArray(new double[length]) : null;
    this.wantsGramian = request.gramian();
    this.samples = Arrays.stream(request.draws()).map(DrawRule::empty).toArray(RowSample[]::new);
  }

  /** Adds the rows of block {@code number} of the data. */
  public void add(
      Block block, int number, Kernels kernels, Loss loss, double[] theta, PassRequest request) {
    double[] sum = gradient.gradient();
    double value =
        request.diagonal()
            ? kernels.lossGradientDiagonal(block, loss, theta, sum, border(), squares())
            : kernels.lossGradient(block, loss, theta, sum);
    gradient.add(value, block.weightSum(), block.rows());
    if (wantsGramian) {
      if (gramian == null) {
        gramian = new double[LossGramian.length(block.features(), loss.outputs())];
      }
      LossGramian.addInto(block, kernels, loss, theta, gramian);
    }
    if (samples.length > 0) {
      double[] squares = request.draws()[0].squares(block, kernels);
      for (int i = 0; i < samples.length; i++) {
        request.draws()[i].draw(block, number, squares, kernels, loss, theta, samples[i]);
      }
    }
  }

  /** Adds {@code next}, the sum of the blocks that follow. */
  public void merge(PassSum next) {
    gradient.merge(next.gradient);
    if (squares != null) {
      addInto(next.border(), border());
      addInto(next.squares(), squares());
    }
    if (gramian == null) {
      gramian = next.gramian == null ? null : next.gramian.clone();
    } else if (next.gramian != null) {
      addInto(next.gramian, gramian);
    }
    for (int i = 0; i < samples.length; i++) {
      samples[i].merge(next.samples[i]);
    }
  }

  private static void addInto(double[] more, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  /** Back to no rows. */
  public void clear() {
    gradient.clear();
    if (squares != null) {
      Arrays.fill(border(), 0);
      Arrays.fill(squares(), 0);
    }
    gramian = null;
    for (RowSample sample : samples) {
      sample.clear();
    }
  }

  /** Loss and gradient. */
  public GradientSum gradient() {
    return gradient;
  }

  /** The kernels' border sums; null where the diagonal was not asked for. */
  double[] border() {
    return border == null ? null : border.values();
  }

  /** The kernels' squares sums; null where the diagonal was not asked for. */
  double[] squares() {
    return squares == null ? null : squares.values();
  }

  /** The Gramian's sums; null where it was not asked for. */
  double[] gramian() {
    return gramian;
  }

  /** One sample for each draw. */
  RowSample[] samples() {
    return samples;
  }
}
