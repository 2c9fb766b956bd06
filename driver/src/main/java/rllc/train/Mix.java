package rllc.train;

/** Hashes that random choices are derived from. */
final class Mix {
  private Mix() {}

  /** The finaliser of SplitMix64 after one step of its counter. */
  static long of(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A seed for part {@code part} of what {@code seed} decides. */
  static long of(long seed, long part) {
    return of(of(seed) + part);
  }
}
