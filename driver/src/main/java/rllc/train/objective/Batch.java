package rllc.train.objective;

import java.io.Serializable;
import java.util.Arrays;
import rllc.shard.Block;
import rllc.shard.Hashing;

/**
 * The rows that one step looks at: parts of some blocks. A block's rows are put into a random order
 * that depends on (seed of the epoch, number of the block) alone and cut into {@code parts} equal
 * parts; so whoever holds a block knows its rows of a batch, and no other block is touched. A
 * class, not a record: it crosses the wire.
 */
public final class Batch implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All rows. */
  public static final Batch ALL = new Batch(null, null, 1, 0);

  private final int[] blocks;
  private final int[] chosen;
  private final int parts;
  private final long seed;

  /**
   * @param blocks ascending; a block stands once for each of its parts; null for all
   * @param chosen the part of the block at the same place
   */
  private Batch(int[] blocks, int[] chosen, int parts, long seed) {
    this.blocks = blocks;
    this.chosen = chosen;
    this.parts = parts;
    this.seed = seed;
  }

  /**
   * @param units block * parts + part, in any order
   */
  public static Batch of(long[] units, int parts, long seed) {
    long[] sorted = units.clone();
    Arrays.sort(sorted);
    int[] blocks = Arrays.stream(sorted).mapToInt(unit -> (int) (unit / parts)).toArray();
    int[] chosen = Arrays.stream(sorted).mapToInt(unit -> (int) (unit % parts)).toArray();
    return new Batch(blocks, chosen, parts, seed);
  }

  /** Whether every block is looked at, as in a full pass. */
  public boolean isAll() {
    return blocks == null;
  }

  /** Whether rows of a block of [from, to) are looked at. */
  public boolean touches(int from, int to) {
    return isAll() || firstAt(from) < firstAt(to);
  }

  /** The rows of block {@code number} that are looked at, ascending; null where it is all. */
  public int[] rows(Block block, int number) {
    if (isAll() || parts == 1) {
      return null;
    }
    int rows = block.rows();
    long stride = 1;
    long offset = 0;
    if (rows > 1) {
      long random = Hashing.of(seed, number);
      offset = Math.floorMod(random, (long) rows);
      stride = coprime(1 + Math.floorMod(random >>> 20, (long) rows - 1), rows);
    }
    int[] picked = new int[0];
    for (int i = firstAt(number); i < blocks.length && blocks[i] == number; i++) {
      int from = (int) ((long) rows * chosen[i] / parts);
      int to = (int) ((long) rows * (chosen[i] + 1) / parts);
      int old = picked.length;
      picked = Arrays.copyOf(picked, old + to - from);
      for (int k = from; k < to; k++) {
        picked[old + k - from] = (int) ((offset + stride * k) % rows);
      }
    }
    Arrays.sort(picked);
    return picked;
  }

  /** The first number from {@code stride} on without a common divisor: k * stride hits all rows. */
  private static long coprime(long stride, long rows) {
    long candidate = stride;
    while (gcd(candidate, rows) != 1) {
      candidate++;
    }
    return candidate;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private int firstAt(int block) {
    int low = 0;
    int high = blocks.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks[middle] < block) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
