package rllc.spark;

import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.shard.Block;
import rllc.shard.MarginLoss;

/** Scores blocks and adds up what metrics need. */
final class MetricFunction implements ShardFunction<MetricSums> {
  private static final long serialVersionUID = 1L;

  private final MarginLoss family;
  private final double[] theta;
  private final KernelMode kernel;

  MetricFunction(MarginLoss family, double[] theta, KernelMode kernel) {
    this.family = family;
    this.theta = theta.clone();
    this.kernel = kernel;
  }

  @Override
  public MetricSums empty() {
    return new MetricSums();
  }

  @Override
  public void add(MetricSums sum, Block block, int number) {
    double[] margins = new double[block.rows()];
    KernelChoice.of(kernel).kernels().marginsInto(block, family.outputs(), theta, margins);
    for (int row = 0; row < margins.length; row++) {
      sum.add(family, margins[row], block.label(row), block.weight(row));
    }
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
