package rllc.spark.sum;

import java.util.Iterator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import rllc.shard.Block;
import scala.Tuple2;

/** Moves packed blocks to the tasks that work them. */
public final class BlockMove {
  private BlockMove() {}

  /**
   * Blocks moved, once, into the partitions of {@code target} and to the executors that will work
   * them: input partitions lie where they happened to be read, and a task that took its blocks from
   * other machines in every step would cost more than one shuffle.
   *
   * @param plan of {@code blocks}
   * @param tasks which {@code target} was made for
   */
  public static JavaRDD<Block> into(
      ShardPlan target, JavaRDD<Block> blocks, ShardPlan plan, int tasks) {
    JavaRDD<Block> moved =
        blocks
            .mapPartitionsWithIndex((p, it) -> numbered(plan.partitionStart(p), it), true)
            .mapToPair(pair -> pair)
            .repartitionAndSortWithinPartitions(new ByPartition(target))
            .values()
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      TaskBlocksRdd.over(moved.rdd(), target, tasks).store();
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

  /** A block's number to its partition. */
  private static final class ByPartition extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final ShardPlan plan;

    ByPartition(ShardPlan plan) {
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
