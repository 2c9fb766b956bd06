package rllc.train.rows;

import java.util.List;
import java.util.SplittableRandom;
import rllc.shard.Block;

/** Rows in memory, looked at one by one in a random order. */
final class ShuffledRows {
  private final List<Block> blocks;
  private final double[][] values;

  /** Block and row in it, of each row in the order. */
  private final int[] blockOf;

  private final int[] rowOf;

  /** The order depends on {@code seed} and the rows. */
  ShuffledRows(List<Block> blocks, long seed) {
    this.blocks = blocks;
    this.values = new double[blocks.size()][];
    int count = blocks.stream().mapToInt(Block::rows).sum();
    this.blockOf = new int[count];
    this.rowOf = new int[count];
    int next = 0;
    for (int b = 0; b < values.length; b++) {
      values[b] = blocks.get(b).values();
      for (int row = 0; row < blocks.get(b).rows(); row++, next++) {
        blockOf[next] = b;
        rowOf[next] = row;
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      swap(blockOf, i, other);
      swap(rowOf, i, other);
    }
  }

  private static void swap(int[] numbers, int i, int j) {
    int kept = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = kept;
  }

  int count() {
    return rowOf.length;
  }

  double label(int i) {
    return blocks.get(blockOf[i]).label(rowOf[i]);
  }

  double weight(int i) {
    return blocks.get(blockOf[i]).weight(rowOf[i]);
  }

  /** Where the i-th row's entries are in its block's {@link #values}. */
  int from(int i) {
    Block block = blocks.get(blockOf[i]);
    return block.isDense() ? rowOf[i] * block.features() : block.rowStarts()[rowOf[i]];
  }

  int to(int i) {
    Block block = blocks.get(blockOf[i]);
    return block.isDense() ? (rowOf[i] + 1) * block.features() : block.rowStarts()[rowOf[i] + 1];
  }

  double[] values(int i) {
    return values[blockOf[i]];
  }

  /** The columns of the block's entries; null where a row has all of them in order. */
  int[] indices(int i) {
    return blocks.get(blockOf[i]).indices();
  }

  double entriesPerRow() {
    long entries = blocks.stream().mapToLong(Block::entries).sum();
    return (double) entries / count();
  }

  double meanWeight() {
    return blocks.stream().mapToDouble(Block::weightSum).sum() / count();
  }
}
