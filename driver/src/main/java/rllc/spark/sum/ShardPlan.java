package rllc.spark.sum;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import rllc.train.objective.Batch;

/**
 * How packed blocks are cut into shards, the leaves of the sum's fixed binary tree, and shards into
 * tasks.
 *
 * <p>Blocks are numbered through all partitions in their order. The number of shards S and their
 * borders depend on the blocks alone, never on cores. A task works an aligned run of S / T shards,
 * a whole subtree; S and T are powers of two, so every T gives the same bits.
 */
public final class ShardPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Enough leaves to balance some hundred cores; more would only cost additions. */
  static final int MAX_SHARDS = 256;

  /** S * (d + 1) additions stay below this part of the entries that a pass touches. */
  private static final int ENTRIES_PER_ADDITION = 8;

  private final int[] partitionStarts;
  private final int[] shardStarts;

  private ShardPlan(int[] partitionStarts, int[] shardStarts) {
    this.partitionStarts = partitionStarts;
    this.shardStarts = shardStarts;
  }

  /** The plan for the blocks of all partitions, in order, of rows with {@code length} sums each. */
  public static ShardPlan of(List<BlockInfo[]> partitions, long length) {
    int[] partitionStarts = new int[partitions.size() + 1];
    long entries = 0;
    long cost = 0;
    for (int p = 0; p < partitions.size(); p++) {
      partitionStarts[p + 1] = partitionStarts[p] + partitions.get(p).length;
      for (BlockInfo block : partitions.get(p)) {
        entries += block.entries();
        cost += cost(block);
      }
    }
    int blocks = partitionStarts[partitions.size()];
    int shards = shards(blocks, entries, length);
    return new ShardPlan(partitionStarts, shardStarts(partitions, blocks, shards, cost));
  }

  private static long cost(BlockInfo block) {
    return block.entries() + 4L * block.rows();
  }

  private static int shards(int blocks, long entries, long length) {
    long byAdditions = entries / (ENTRIES_PER_ADDITION * Math.max(1, length));
    long most = Math.max(1, Math.min(Math.min(MAX_SHARDS, blocks), byAdditions));
    return Integer.highestOneBit((int) most);
  }

  /** Shard s starts at the first block with s / S of the cost before it. */
  private static int[] shardStarts(
      List<BlockInfo[]> partitions, int blocks, int shards, long totalCost) {
    int[] starts = new int[shards + 1];
    int shard = 1;
    int block = 0;
    double before = 0;
    for (BlockInfo[] partition : partitions) {
      for (BlockInfo info : partition) {
        while (shard < shards && before >= totalCost * (double) shard / shards) {
          starts[shard++] = block;
        }
        before += cost(info);
        block++;
      }
    }
    while (shard <= shards) {
      starts[shard++] = blocks;
    }
    return starts;
  }

  /**
   * The same shards over blocks that were moved into partitions of one task each, for {@code tasks}
   * tasks, with {@code most} blocks or fewer.
   */
  public ShardPlan movedTo(int tasks, int most) {
    IntStream.Builder starts = IntStream.builder();
    for (int task = 0; task < tasks; task++) {
      int end = shardStart(firstShard(task + 1, tasks));
      for (long start = shardStart(firstShard(task, tasks)); start < end; start += most) {
        starts.add((int) start);
      }
    }
    return new ShardPlan(starts.add(blocks()).build().toArray(), shardStarts);
  }

  /** The same shards and partitions of blocks that have other numbers. */
  public ShardPlan renumbered(IntUnaryOperator numbers) {
    return new ShardPlan(
        Arrays.stream(partitionStarts).map(numbers).toArray(),
        Arrays.stream(shardStarts).map(numbers).toArray());
  }

  public int shards() {
    return shardStarts.length - 1;
  }

  public int blocks() {
    return shardStarts[shards()];
  }

  /** First block of shard {@code shard}; of shard S: the number of blocks. */
  public int shardStart(int shard) {
    return shardStarts[shard];
  }

  /** First block of partition {@code partition}. */
  public int partitionStart(int partition) {
    return partitionStarts[partition];
  }

  /** The partition that holds block {@code block}; the last one for the end of all blocks. */
  int partitionOf(int block) {
    int low = 0;
    int high = partitions() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (partitionStarts[middle] <= block) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  public int partitions() {
    return partitionStarts.length - 1;
  }

  /**
   * Tasks for {@code cores} cores, a power of two, at most S: the cores themselves where they are a
   * power of two, else so many that the last round of tasks leaves few of them idle.
   */
  public int tasks(int cores) {
    int power = Integer.highestOneBit(Math.max(1, cores));
    return Math.min(shards(), power == cores ? power : 4 * power);
  }

  /** The partition that the first block of task {@code task} of {@code tasks} lies in. */
  int firstPartition(int task, int tasks) {
    return partitionOf(shardStart(firstShard(task, tasks)));
  }

  /** The partition that its last block lies in; before the first one where it has no blocks. */
  int lastPartition(int task, int tasks) {
    return partitionOf(shardStart(firstShard(task + 1, tasks)) - 1);
  }

  /** First shard of task {@code task} of {@code tasks}. */
  int firstShard(int task, int tasks) {
    return (int) ((long) task * shards() / tasks);
  }

  /** Whether {@code batch} looks at rows of task {@code task} of {@code tasks}. */
  boolean touches(Batch batch, int task, int tasks) {
    return batch.touches(
        shardStart(firstShard(task, tasks)), shardStart(firstShard(task + 1, tasks)));
  }
}
