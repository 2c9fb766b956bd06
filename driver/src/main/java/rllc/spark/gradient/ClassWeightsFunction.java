package rllc.spark.gradient;

import java.util.Arrays;
import rllc.shard.Block;
import rllc.spark.sum.ShardFunction;

/** The sum of weights of each class's rows. */
public final class ClassWeightsFunction implements ShardFunction<double[]> {
  private static final long serialVersionUID = 1L;

  private final int classes;

  public ClassWeightsFunction(int classes) {
    this.classes = classes;
  }

  @Override
  public double[] empty() {
    return new double[classes];
  }

  @Override
  public void add(double[] sum, Block block, int number) {
    for (int row = 0; row < block.rows(); row++) {
      sum[(int) block.label(row)] += block.weight(row);
    }
  }

  @Override
  public void merge(double[] sum, double[] next) {
    for (int k = 0; k < classes; k++) {
      sum[k] += next[k];
    }
  }

  @Override
  public void clear(double[] sum) {
    Arrays.fill(sum, 0);
  }
}
