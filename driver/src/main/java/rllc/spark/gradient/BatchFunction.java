package rllc.spark.gradient;

import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.spark.sum.ShardFunction;
import rllc.train.linear.BatchSum;
import rllc.train.objective.Batch;

/** Loss and gradient of a batch's rows at several points, as a sum over shards. */
final class BatchFunction implements ShardFunction<BatchSum> {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final KernelMode mode;
  private final int points;
  private final Broadcast<double[]> thetas;
  private final Batch batch;
  private transient Kernels kernels;

  BatchFunction(Loss loss, KernelMode mode, int points, Broadcast<double[]> thetas, Batch batch) {
    this.loss = loss;
    this.mode = mode;
    this.points = points;
    this.thetas = thetas;
    this.batch = batch;
  }

  @Override
  public BatchSum empty() {
    return new BatchSum(points, thetas.value().length);
  }

  @Override
  public void add(BatchSum sum, Block block, int number) {
    if (kernels == null) {
      kernels = KernelChoice.of(mode).kernels();
    }
    sum.add(block, batch.rows(block, number), kernels, loss, thetas.value());
  }

  @Override
  public void merge(BatchSum sum, BatchSum next) {
    sum.merge(next);
  }

  @Override
  public void clear(BatchSum sum) {
    sum.clear();
  }
}
