package rllc.spark.input;

import java.io.Serializable;
import rllc.shard.Block;

/**
 * A packed block, or what was found in a part of a whole partition, which comes after its last
 * block. A class, not a record: Kryo, where a user chose it, cannot carry records.
 */
public final class JudgedBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int part;
  private final Block block;
  private final RowTally tally;

  private JudgedBlock(int part, Block block, RowTally tally) {
    this.part = part;
    this.block = block;
    this.tally = tally;
  }

  static JudgedBlock of(int part, Block block) {
    return new JudgedBlock(part, block, null);
  }

  static JudgedBlock end(int part, RowTally tally) {
    return new JudgedBlock(part, null, tally);
  }

  /** Number of the part that the rows belong to. */
  public int part() {
    return part;
  }

  public boolean hasBlock() {
    return block != null;
  }

  /** The block; null at the end of a partition. */
  public Block block() {
    return block;
  }

  /** What was found in the partition; null for a block. */
  public RowTally tally() {
    return tally;
  }
}
