package rllc.spark.gradient;

import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.spark.sum.ShardFunction;
import rllc.train.objective.Batch;

/** Loss and gradient of a batch's rows at several points, as a sum over shards. */
final class BatchFunction implements ShardFunction<TaskBatch> {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final KernelMode mode;
  private final int points;
  private final Broadcast<double[]> thetas;
  private final Batch batch;
  private final int length;

  /**
   * @param length numbers at all points together
   */
  BatchFunction(
      Loss loss, KernelMode mode, int points, Broadcast<double[]> thetas, Batch batch, int length) {
    this.length = length;
    this.loss = loss;
    this.mode = mode;
    this.points = points;
    this.thetas = thetas;
    this.batch = batch;
  }

  @Override
  public TaskBatch empty() {
    return new TaskBatch(points, length);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void add(TaskBatch sum, Block block, int number) {
    Kernels kernels = sum.kernels().use(mode);
    sum.sum().add(block, batch.rows(block, number), kernels, loss, thetas.value());
  }

  @Override
  public void merge(TaskBatch sum, TaskBatch next) {
    sum.merge(next);
  }

  @Override
  public void clear(TaskBatch sum) {
    sum.clear();
  }
}
