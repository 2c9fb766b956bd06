package rllc.spark;

import rllc.shard.Block;

/**
 * A 64-bit content hash: FNV-like mixing by multiplication and a final avalanche; not
 * cryptographic.
 */
final class Hash {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private Hash() {}

  static long mix(long hash, long value) {
    long h = (hash ^ value) * PRIME;
    return h ^ (h >>> 29);
  }

  static long finish(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  /** The survey of a packed block: its size and the hash of its content. */
  static BlockInfo survey(Block block) {
    long hash = mix(block.rows(), block.features());
    for (int row = 0; row < block.rows(); row++) {
      hash = mix(hash, bits(block.label(row)));
      hash = mix(hash, bits(block.weight(row)));
      hash = mix(hash, block.isDense() ? 0 : block.rowStarts()[row + 1]);
    }
    long nonZeros = 0;
    double[] values = block.values();
    for (int k = 0; k < values.length; k++) {
      hash = mix(hash, bits(values[k]));
      nonZeros += values[k] != 0 ? 1 : 0;
    }
    if (!block.isDense()) {
      for (int index : block.indices()) {
        hash = mix(hash, index);
      }
    }
    return new BlockInfo(
        block.rows(),
        block.features(),
        block.entries(),
        nonZeros,
        block.valueBytes(),
        finish(hash));
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
