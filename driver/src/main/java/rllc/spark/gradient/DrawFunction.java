package rllc.spark.gradient;

import rllc.shard.Block;
import rllc.shard.RowSample;
import rllc.spark.sum.ShardFunction;
import rllc.train.linear.DrawRule;

/** A uniform draw of rows, as a sum over shards. */
final class DrawFunction implements ShardFunction<RowSample> {
  private static final long serialVersionUID = 1L;

  private final DrawRule draw;

  DrawFunction(DrawRule draw) {
    this.draw = draw;
  }

  @Override
  public RowSample empty() {
    return draw.empty();
  }

  @Override
  public void add(RowSample sum, Block block, int number) {
    draw.draw(block, number, sum);
  }

  @Override
  public void merge(RowSample sum, RowSample next) {
    sum.merge(next);
  }

  @Override
  public void clear(RowSample sum) {
    sum.clear();
  }
}
