package rllc.spark;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import rllc.run.BadInputException;
import rllc.shard.Block;
import rllc.shard.DensePair;

/**
 * Which neighbouring blocks become one when values are rounded to floats: dense ones of one shard
 * that were read in one partition. This follows from the data alone, so it is the same on any
 * cluster.
 */
final class FloatPairs implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers of the blocks that are joined to the one before. */
  private final BitSet seconds = new BitSet();

  private FloatPairs() {}

  /**
   * The pairs of the blocks of all partitions, in order.
   *
   * @param plan of these blocks, where they were read
   */
  static FloatPairs of(List<BlockInfo[]> partitions, ShardPlan plan) {
    BitSet shards = new BitSet();
    for (int shard = 0; shard < plan.shards(); shard++) {
      shards.set(plan.shardStart(shard));
    }
    FloatPairs pairs = new FloatPairs();
    int start = 0;
    for (BlockInfo[] partition : partitions) {
      for (int i = 1; i < partition.length; i++) {
        boolean apart = shards.get(start + i) || pairs.seconds.get(start + i - 1);
        if (!apart && pair(partition[i - 1], partition[i])) {
          pairs.seconds.set(start + i);
        }
      }
      start += partition.length;
    }
    return pairs;
  }

  private static boolean pair(BlockInfo first, BlockInfo second) {
    return first.isDense()
        && second.isDense()
        && DensePair.fits(first.rows() + second.rows(), first.entries() + second.entries());
  }

  /** The plan once the blocks of {@code plan} are joined. */
  ShardPlan joined(ShardPlan plan) {
    return plan.renumbered(start -> start - seconds.get(0, start).cardinality());
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
        Block block = blocks.next();
        boolean paired = seconds.get(number + 1);
        number += paired ? 2 : 1;
        try {
          return paired ? DensePair.inFloats(block, blocks.next()) : block.inFloats();
        } catch (IllegalArgumentException e) {
          throw new BadInputException(e.getMessage() + "; use kernel.precision = double", e);
        }
      }
    };
  }
}
