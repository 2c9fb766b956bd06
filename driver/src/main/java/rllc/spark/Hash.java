package rllc.spark;

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

  /** In four lanes: a step of one waits for the multiplication of the step before. */
  static long mix(long hash, double[] values) {
    long a = mix(hash, values.length);
    long b = a + 1;
    long c = a + 2;
    long d = a + 3;
    int quads = values.length - values.length % 4;
    for (int k = 0; k < quads; k += 4) {
      a = mix(a, bits(values[k]));
      b = mix(b, bits(values[k + 1]));
      c = mix(c, bits(values[k + 2]));
      d = mix(d, bits(values[k + 3]));
    }
    for (int k = quads; k < values.length; k++) {
      a = mix(a, bits(values[k]));
    }
    return mix(mix(mix(a, b), c), d);
  }

  /** As for doubles, two at a time in each lane. */
  static long mix(long hash, int[] values) {
    long a = mix(hash, values.length);
    long b = a + 1;
    long c = a + 2;
    long d = a + 3;
    int eights = values.length - values.length % 8;
    for (int k = 0; k < eights; k += 8) {
      a = mix(a, pair(values[k], values[k + 1]));
      b = mix(b, pair(values[k + 2], values[k + 3]));
      c = mix(c, pair(values[k + 4], values[k + 5]));
      d = mix(d, pair(values[k + 6], values[k + 7]));
    }
    for (int k = eights; k < values.length; k++) {
      a = mix(a, values[k]);
    }
    return mix(mix(mix(a, b), c), d);
  }

  private static long pair(int first, int second) {
    return (long) first << 32 | (second & 0xffffffffL);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
