package rllc.spark;

import java.io.Serializable;

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

  BlockInfo(int rows, int features, long entries, long nonZeros, long valueBytes, long hash) {
    this.rows = rows;
    this.features = features;
    this.entries = entries;
    this.nonZeros = nonZeros;
    this.valueBytes = valueBytes;
    this.hash = hash;
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
