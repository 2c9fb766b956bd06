package rllc.spark.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import rllc.shard.Block;
import rllc.shard.FloatRun;
import rllc.spark.input.BadInputException;
import rllc.spark.sum.BlockInfo;
import rllc.spark.sum.ShardPlan;

/**
 * Which neighbouring blocks become one when values are rounded to floats: dense ones of one shard
 * that were read in one partition. This follows from the data alone, so it is the same on any
 * cluster.
 */
final class BlockJoins implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers of the blocks that are joined to the one before. */
  private final BitSet joined = new BitSet();

  private BlockJoins() {}

  /**
   * The runs of the blocks of all partitions, in order.
   *
   * @param plan of these blocks, where they were read
   */
  static BlockJoins of(List<BlockInfo[]> partitions, ShardPlan plan) {
    BitSet shards = new BitSet();
    for (int shard = 0; shard < plan.shards(); shard++) {
      shards.set(plan.shardStart(shard));
    }
    BlockJoins runs = new BlockJoins();
    int number = 0;
    for (BlockInfo[] partition : partitions) {
      int rows = 0;
      long entries = 0;
      for (int i = 0; i < partition.length; i++, number++) {
        BlockInfo block = partition[i];
        rows += block.rows();
        entries += block.entries();
        boolean neighbours = i > 0 && partition[i - 1].isDense() && !shards.get(number);
        if (neighbours && block.isDense() && FloatRun.fits(rows, entries)) {
          runs.joined.set(number);
        } else {
          rows = block.rows();
          entries = block.entries();
        }
      }
    }
    return runs;
  }

  /** The plan once the blocks of {@code plan} are joined. */
  ShardPlan joined(ShardPlan plan) {
    return plan.renumbered(start -> start - joined.get(0, start).cardinality());
  }

  /**
   * Blocks of a partition, joined and in floats.
   *
   * @param first number of its first block
   * @throws BadInputException at a value too large for a float
   */
  Iterator<Block> inFloats(int first, Iterator<Block> blocks) {
    return new Iterator<>() {
      private int number = first;

      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public Block next() {
        List<Block> run = new ArrayList<>();
        do {
          run.add(blocks.next());
          number++;
        } while (joined.get(number));
        try {
          return FloatRun.of(run);
        } catch (IllegalArgumentException e) {
          throw new BadInputException(e.getMessage() + "; use kernel.precision = double", e);
        }
      }
    };
  }
}
