package rllc.spark.sum;

import java.io.Serializable;
import rllc.shard.Block;
import rllc.shard.Hashing;

/**
 * What the driver knows of a packed block. A class, not a record: Kryo, where a user chose it,
 * cannot carry records.
 */
public final class BlockInfo implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int features;
  private final long entries;
  private final long nonZeros;
  private final long valueBytes;
  private final long hash;

  private BlockInfo(
      int rows, int features, long entries, long nonZeros, long valueBytes, long hash) {
    this.rows = rows;
    this.features = features;
    this.entries = entries;
    this.nonZeros = nonZeros;
    this.valueBytes = valueBytes;
    this.hash = hash;
  }

  /** The size of a packed block and the hash of its content. */
  public static BlockInfo of(Block block) {
    long hash = Hashing.mix(block.rows(), block.features());
    hash = Hashing.mix(hash, block.labels());
    if (block.weights() != null) {
      hash = Hashing.mix(hash, block.weights());
    }
    if (!block.isDense()) {
      hash = Hashing.mix(Hashing.mix(hash, block.rowStarts()), block.indices());
    }
    long nonZeros = block.entries();
    if (!block.isOnes()) {
      double[] values = block.values();
      hash = Hashing.mix(hash, values);
      nonZeros = nonZeros(values);
    }
    return new BlockInfo(
        block.rows(),
        block.features(),
        block.entries(),
        nonZeros,
        block.valueBytes(),
        Hashing.finish(hash));
  }

  private static long nonZeros(double[] values) {
    int zeros = 0;
    for (double value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    return (long) values.length - zeros;
  }

  public int rows() {
    return rows;
  }

  public int features() {
    return features;
  }

  /** Stored entries: what a pass touches. */
  public long entries() {
    return entries;
  }

  /** Every layout but the dense one stores fewer than all entries. */
  public boolean isDense() {
    return entries == (long) rows * features;
  }

  public long nonZeros() {
    return nonZeros;
  }

  /** Bytes of stored values. */
  public long valueBytes() {
    return valueBytes;
  }

  /** Hashing of labels, weights, columns and values. */
  public long hash() {
    return hash;
  }
}
