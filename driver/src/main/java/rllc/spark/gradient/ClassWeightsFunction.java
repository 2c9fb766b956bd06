package rllc.spark.gradient;

import java.util.Arrays;
import rllc.shard.Block;
import rllc.spark.sum.ShardFunction;

/**
 * The sum of weights of each class's rows.
 *
 * <p>A label that is none of the classes 0 .. K-1 is an IllegalArgumentException, in the task.
 */
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
      sum[checkedClass(block.label(row))] += block.weight(row);
    }
  }

  private int checkedClass(double label) {
    if (!(label >= 0 && label < classes && label == Math.rint(label))) {
      throw new IllegalArgumentException(
          "a label must be one of the classes 0 .. " + (classes - 1) + ", got " + label);
    }
    return (int) label;
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
