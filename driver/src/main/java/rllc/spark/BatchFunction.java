package rllc.spark;

import org.apache.spark.broadcast.Broadcast;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.train.BatchSum;

/** Loss and gradient at several points, as a sum over shards. */
final class BatchFunction implements ShardFunction<BatchSum> {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final KernelMode mode;
  private final int points;
  private final Broadcast<double[]> thetas;
  private transient Kernels kernels;

  BatchFunction(Loss loss, KernelMode mode, int points, Broadcast<double[]> thetas) {
    this.loss = loss;
    this.mode = mode;
    this.points = points;
    this.thetas = thetas;
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
    sum.add(block, kernels, loss, thetas.value());
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
