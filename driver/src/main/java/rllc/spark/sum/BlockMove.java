package rllc.spark.sum;

import java.util.Iterator;
import java.util.function.Supplier;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import rllc.shard.Block;
import scala.Tuple2;

/** Moves packed blocks to the executors that work them. */
public final class BlockMove {
  private BlockMove() {}

  /**
   * Moves blocks, once, into the partitions of {@code target}. Input partitions lie where they
   * happened to be read. Tasks that took their blocks from other machines in every step would cost
   * more than one shuffle.
   *
   * @param plan of {@code blocks}
   * @param tasks neighbouring partitions are stored by so many tasks, spread over all executors
   * @return the moved blocks, stored
   */
  public static JavaRDD<Block> into(
      ShardPlan target, JavaRDD<Block> blocks, ShardPlan plan, int tasks) {
    return stored(
        blocks
            .mapPartitionsWithIndex((p, it) -> numbered(plan.partitionStart(p), it), true)
            .mapToPair(pair -> pair)
            .repartitionAndSortWithinPartitions(new ByPartition(target))
            .values(),
        target,
        tasks);
  }

  /**
   * Copies blocks, partition by partition, to {@code tasks} tasks on the executors of now. For
   * blocks that were stored when there were fewer executors.
   */
  public static JavaRDD<Block> spread(JavaRDD<Block> blocks, ShardPlan plan, int tasks) {
    return stored(blocks.mapPartitions(it -> it, true), plan, tasks);
  }

  private static JavaRDD<Block> stored(JavaRDD<Block> moved, ShardPlan plan, int tasks) {
    return stored(moved, () -> PlacedBlocksRdd.over(moved.rdd(), plan, tasks).count());
  }

  /**
   * Persists {@code blocks} in memory, then on local disks, and has {@code read} read them all.
   * Whatever {@code read} throws, nothing stays behind.
   */
  public static JavaRDD<Block> stored(JavaRDD<Block> blocks, Supplier<?> read) {
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      read.get();
      return blocks;
    } catch (Throwable e) {
      blocks.unpersist(false);
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
