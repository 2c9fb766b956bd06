package rllc.spark.sum;

import java.util.Iterator;
import java.util.function.IntFunction;
import rllc.shard.Block;

/**
 * The blocks of a task by their numbers, asked for in ascending order. A partition is opened when
 * its first block is asked for, so one that a batch does not touch is not read, wherever it lies.
 */
final class TaskBlocks implements IntFunction<Block> {
  private final ShardPlan plan;
  private final IntFunction<Iterator<Block>> partitions;
  private int partition = -1;
  private Iterator<Block> open;
  private int next;

  /**
   * @param partitions opens the partition of a number
   */
  TaskBlocks(ShardPlan plan, IntFunction<Iterator<Block>> partitions) {
    this.plan = plan;
    this.partitions = partitions;
  }

  @Override
  public Block apply(int number) {
    if (open == null || plan.partitionStart(partition + 1) <= number) {
      partition = plan.partitionOf(number);
      open = partitions.apply(partition);
      next = plan.partitionStart(partition);
    }
    for (; next < number; next++) {
      open.next();
    }
    Block block = open.next();
    next++;
    if (next == plan.partitionStart(partition + 1)) {
      // Asked at its end, Spark lets go of the partition: a file, if it was on disk.
      open.hasNext();
    }
    return block;
  }
}
