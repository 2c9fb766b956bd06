package rllc.spark.input;

import java.io.Serializable;
import rllc.shard.Block;

/**
 * A packed block, or what was found in a whole partition, which comes after its last block. A
 * class, not a record: Kryo, where a user chose it, cannot carry records.
 */
public final class JudgedBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Block block;
  private final RowTally tally;

  private JudgedBlock(Block block, RowTally tally) {
    this.block = block;
    this.tally = tally;
  }

  static JudgedBlock of(Block block) {
    return new JudgedBlock(block, null);
  }

  static JudgedBlock end(RowTally tally) {
    return new JudgedBlock(null, tally);
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
