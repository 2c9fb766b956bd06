package rllc.spark;

import java.util.Iterator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import rllc.shard.Block;
import scala.Tuple2;

/** Moves packed blocks to the tasks that work them. */
final class BlockMove {
  private BlockMove() {}

  /**
   * Blocks moved, once, to the executors that will work them: input partitions lie where they
   * happened to be read, and a task that took its blocks from other machines in every step would
   * cost more than one shuffle.
   */
  static JavaRDD<Block> toTasks(JavaRDD<Block> blocks, ShardPlan plan, int tasks) {
    ShardPlan target = plan.movedTo(tasks);
    JavaRDD<Block> moved =
        blocks
            .mapPartitionsWithIndex((p, it) -> numbered(plan.partitionStart(p), it), true)
            .mapToPair(pair -> pair)
            .repartitionAndSortWithinPartitions(new ByTask(target))
            .values()
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      moved.count();
      return moved;
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      moved.unpersist(false);
      throw e;
    }
  }

  private static Iterator<Tuple2<Integer, Block>> numbered(int first, Iterator<Block> blocks) {
    return new Iterator<>() {
      private int number = first;

      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public Tuple2<Integer, Block> next() {
        return new Tuple2<>(number++, blocks.next());
      }
    };
  }

  /** A block's number to the task that works it. */
  private static final class ByTask extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final ShardPlan plan;

    ByTask(ShardPlan plan) {
      this.plan = plan;
    }

    @Override
    public int numPartitions() {
      return plan.partitions();
    }

    @Override
    public int getPartition(Object number) {
      return plan.partitionOf((Integer) number);
    }
  }
}
