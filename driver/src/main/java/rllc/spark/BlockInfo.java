package rllc.spark;

import java.io.Serializable;
import rllc.shard.Block;

/**
 * What the driver knows of a packed block. A class, not a record: Kryo, where a user chose it,
 * cannot carry records.
 */
final class BlockInfo implements Serializable {
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
  static BlockInfo of(Block block) {
    long hash = Hash.mix(block.rows(), block.features());
    hash = Hash.mix(hash, block.labels());
    if (block.weights() != null) {
      hash = Hash.mix(hash, block.weights());
    }
    if (!block.isDense()) {
      hash = Hash.mix(Hash.mix(hash, block.rowStarts()), block.indices());
    }
    long nonZeros = block.entries();
    if (!block.isOnes()) {
      double[] values = block.values();
      hash = Hash.mix(hash, values);
      nonZeros = nonZeros(values);
    }
    return new BlockInfo(
        block.rows(),
        block.features(),
        block.entries(),
        nonZeros,
        block.valueBytes(),
        Hash.finish(hash));
  }

  private static long nonZeros(double[] values) {
    int zeros = 0;
    for (double value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    return (long) values.length - zeros;
  }

  int rows() {
    return rows;
  }

  int features() {
    return features;
  }

  /** Stored entries: what a pass touches. */
  long entries() {
    return entries;
  }

  /** Every layout but the dense one stores fewer than all entries. */
  boolean isDense() {
    return entries == (long) rows * features;
  }

  long nonZeros() {
    return nonZeros;
  }

  /** Bytes of stored values. */
  long valueBytes() {
    return valueBytes;
  }

  /** Hash of labels, weights, columns and values. */
  long hash() {
    return hash;
  }
}
