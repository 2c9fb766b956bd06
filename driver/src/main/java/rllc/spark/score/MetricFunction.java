package rllc.spark.score;

import rllc.family.Family;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.shard.Hashing;
import rllc.spark.sum.ShardFunction;

/** Scores blocks and adds up what metrics need; may keep margins for the area under the curve. */
final class MetricFunction implements ShardFunction<MetricSums> {
  private static final long serialVersionUID = 1L;

  private final Family family;
  private final Loss loss;
  private final double[] theta;
  private final KernelMode kernel;
  private final long stride;

  /**
   * @param stride of so many rows one margin is kept, by a hash of the row's place; 0 for none
   */
  MetricFunction(Family family, Loss loss, double[] theta, KernelMode kernel, long stride) {
    this.family = family;
    this.stride = stride;
    this.loss = loss;
    this.theta = theta.clone();
    this.kernel = kernel;
  }

  @Override
  public MetricSums empty() {
    return new MetricSums();
  }

  @Override
  public void add(MetricSums sum, Block block, int number) {
    int outputs = loss.outputs();
    double[] margins = new double[block.rows() * outputs];
    Kernels kernels = KernelChoice.of(kernel).kernels();
    kernels.marginsInto(block, outputs, theta, margins);
    sum.addLoss(kernels.loss(block, loss, theta));
    for (int row = 0; row < block.rows(); row++) {
      double mean = family.mean(margins[row * outputs]);
      sum.addRow(margins, row * outputs, outputs, mean, block.label(row), block.weight(row));
    }
    if (stride > 0) {
      sum.addMargins(Margins.of(block, margins, row -> isKept(number, row)));
    }
  }

  private boolean isKept(int number, int row) {
    return stride == 1 || Long.remainderUnsigned(Hashing.of(number, row), stride) == 0;
  }

  @Override
  public void merge(MetricSums sum, MetricSums next) {
    sum.merge(next);
  }

  @Override
  public void clear(MetricSums sum) {
    sum.clear();
  }
}
