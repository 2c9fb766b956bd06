package rllc.spark.gradient;

import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.spark.sum.ShardFunction;

/** The loss of all rows if every row has the same margins: weighted, not divided. */
public final class LabelLosses implements ShardFunction<double[]> {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final double[] margins;

  public LabelLosses(Loss loss, double[] margins) {
    this.loss = loss;
    this.margins = margins.clone();
  }

  @Override
  public double[] empty() {
    return new double[1];
  }

  @Override
  public void add(double[] sum, Block block, int number) {
    for (int row = 0; row < block.rows(); row++) {
      double weight = block.weight(row);
      sum[0] += weight == 0 ? 0 : weight * loss.value(margins, block.label(row));
    }
  }

  @Override
  public void merge(double[] sum, double[] next) {
    sum[0] += next[0];
  }

  @Override
  public void clear(double[] sum) {
    sum[0] = 0;
  }
}
