package rllc.spark.data;

import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.spark.sum.ShardFunction;

/** Means and deviations as a sum over shards. */
final class MomentsFunction implements ShardFunction<Moments> {
  private static final long serialVersionUID = 1L;

  private final int features;

  MomentsFunction(int features) {
    this.features = features;
  }

  @Override
  public Moments empty() {
    return new Moments(features);
  }

  @Override
  public void add(Moments sum, Block block, int number) {
    sum.add(block);
  }

  @Override
  public void merge(Moments sum, Moments next) {
    sum.merge(next);
  }

  @Override
  public void clear(Moments sum) {
    sum.clear();
  }
}
