package rllc.shard;

/**
 * Hashes of numbers, not cryptographic: seeds of random choices ({@link #of}) and fingerprints of
 * content ({@link #mix}, closed by {@link #finish}).
 */
public final class Hashing {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Hashing() {}

  /** SplitMix64's answer to {@code value}: one step of its counter, then its finaliser. */
  public static long of(long value) {
    return avalanche(value + GOLDEN);
  }

  /** A seed for part {@code part} of what {@code seed} decides. */
  public static long of(long seed, long part) {
    return of(of(seed) + part);
  }

  /** Stafford's variant 13 of MurmurHash3's finaliser, a bijection. */
  public static long avalanche(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A content hash that has seen {@code value} after all that made {@code hash}; FNV-like. */
  public static long mix(long hash, long value) {
    long h = (hash ^ value) * GOLDEN;
    return h ^ (h >>> 29);
  }

  /** The last step of a content hash: MurmurHash3's own finaliser. */
  public static long finish(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  /** In four lanes: a step of one waits for the multiplication of the step before. */
  public static long mix(long hash, double[] values) {
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
  public static long mix(long hash, int[] values) {
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
