package rllc.spark.gradient;

import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.shard.GradientSum;
import rllc.spark.sum.ShardFunction;
import rllc.train.objective.Batch;

/** The sums of a pass, or a Hessian's product with a direction over a batch, summed over shards. */
final class GradientFunction implements ShardFunction<TaskGradient> {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final KernelMode mode;
  private final Broadcast<PassInput> point;
  private final Batch batch;
  private final long length;

  /**
   * @param batch all rows but for a product
   * @param length numbers in a sum
   */
  GradientFunction(
      Loss loss, KernelMode mode, Broadcast<PassInput> point, Batch batch, long length) {
    this.length = length;
    this.loss = loss;
    this.mode = mode;
    this.point = point;
    this.batch = batch;
  }

  @Override
  public TaskGradient empty() {
    return new TaskGradient(point.value().theta().length, point.value().request());
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void add(TaskGradient task, Block block, int number) {
    Kernels kernels = task.kernels().use(mode);
    PassInput at = point.value();
    long start = System.nanoTime();
    if (at.direction() == null) {
      task.sum().add(block, number, kernels, loss, at.theta(), at.request());
    } else {
      GradientSum sum = task.sum().gradient();
      int[] rows = batch.rows(block, number);
      kernels.hessianVector(block, rows, loss, at.theta(), at.direction(), sum.gradient());
      sum.add(0, block.weightSum(rows), rows == null ? block.rows() : rows.length);
    }
    task.worked(System.nanoTime() - start);
  }

  @Override
  public void merge(TaskGradient sum, TaskGradient next) {
    sum.merge(next);
  }

  @Override
  public void clear(TaskGradient sum) {
    sum.clear();
  }
}
