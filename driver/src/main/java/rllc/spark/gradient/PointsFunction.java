package rllc.spark.gradient;

import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.spark.sum.ShardFunction;

/**
 * The sums of several passes in one: each block is looked at from every point while it lies in a
 * core's cache. The sum of a point has the bits that it has in a pass of its own.
 */
final class PointsFunction implements ShardFunction<TaskGradient[]> {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final KernelMode mode;
  private final Broadcast<PassInput[]> points;
  private final long length;

  /**
   * @param length numbers in the sums of all points
   */
  PointsFunction(Loss loss, KernelMode mode, Broadcast<PassInput[]> points, long length) {
    this.loss = loss;
    this.mode = mode;
    this.points = points;
    this.length = length;
  }

  @Override
  public TaskGradient[] empty() {
    PassInput[] at = points.value();
    TaskGradient[] sums = new TaskGradient[at.length];
    for (int i = 0; i < at.length; i++) {
      sums[i] = new TaskGradient(at[i].theta().length, at[i].request());
    }
    return sums;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void add(TaskGradient[] sums, Block block, int number) {
    PassInput[] at = points.value();
    for (int i = 0; i < at.length; i++) {
      Kernels kernels = sums[i].kernels().use(mode);
      long start = System.nanoTime();
      sums[i].sum().add(block, number, kernels, loss, at[i].theta(), at[i].request());
      sums[i].worked(System.nanoTime() - start);
    }
  }

  @Override
  public void merge(TaskGradient[] sums, TaskGradient[] next) {
    for (int i = 0; i < sums.length; i++) {
      sums[i].merge(next[i]);
    }
  }

  @Override
  public void clear(TaskGradient[] sums) {
    for (TaskGradient sum : sums) {
      sum.clear();
    }
  }
}
