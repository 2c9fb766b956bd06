package rllc.spark.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import rllc.shard.Block;
import rllc.spark.sum.ShardPlan;
import rllc.spark.sum.ShardedSum;

/**
 * Blocks that stay stored until everyone who holds them has released them. Safe for use by several
 * threads.
 */
final class CachedBlocks {
  private final JavaRDD<?> stored;
  private final JavaRDD<Block> blocks;
  private final ShardedSum sums;
  private final int placedTasks;
  private final Map<String, CachedBlocks> derived = new HashMap<>();
  private int holders = 1;

  /**
   * The caller holds them.
   *
   * @param stored what is persisted
   * @param blocks the blocks of {@code stored}
   * @param placedTasks number of tasks that they were spread over; 0 if they lie where they were
   *     read
   */
  CachedBlocks(JavaRDD<?> stored, JavaRDD<Block> blocks, ShardPlan plan, int placedTasks) {
    this.stored = stored;
    this.blocks = blocks;
    this.sums = ShardedSum.over(blocks.rdd(), plan);
    this.placedTasks = placedTasks;
  }

  CachedBlocks(JavaRDD<Block> blocks, ShardPlan plan, int placedTasks) {
    this(blocks, blocks, plan, placedTasks);
  }

  JavaRDD<Block> blocks() {
    return blocks;
  }

  ShardedSum sums() {
    return sums;
  }

  ShardPlan plan() {
    return sums.plan();
  }

  int placedTasks() {
    return placedTasks;
  }

  SparkContext context() {
    return blocks.context();
  }

  /** Number of the persisted RDD. */
  int id() {
    return stored.id();
  }

  boolean isOnDisk() {
    return Arrays.stream(context().getRDDStorageInfo())
        .anyMatch(info -> info.id() == id() && info.diskSize() > 0);
  }

  /**
   * One more holder.
   *
   * @throws IllegalStateException if all holders have released them
   */
  CachedBlocks held() {
    if (!hold()) {
      throw new IllegalStateException("packed rows must not be used after they were closed");
    }
    return this;
  }

  private synchronized boolean hold() {
    holders += holders > 0 ? 1 : 0;
    return holders > 0;
  }

  /** Waits until all is gone: a Spark that stops meanwhile prints traces on the screen. */
  void release() {
    boolean last;
    synchronized (this) {
      last = --holders == 0;
    }
    if (last) {
      stored.unpersist(true);
    }
  }

  /**
   * Blocks made from these, for one more holder: those that somebody holds, else what {@code maker}
   * makes. Of several threads that ask for the same, one makes it and the others wait.
   *
   * @param what tells how they are made
   */
  CachedBlocks derived(String what, Supplier<CachedBlocks> maker) {
    synchronized (derived) {
      CachedBlocks made = derived.get(what);
      if (made == null || !made.hold()) {
        made = maker.get();
        derived.put(what, made);
      }
      return made;
    }
  }
}
