package rllc.jobs.generate;

import java.util.SplittableRandom;
import rllc.shard.Hashing;

/**
 * One of 2^64 independent random streams per seed. Built on {@link SplittableRandom#nextLong()} and
 * StrictMath alone, so that a stream is the same on every machine and Java version.
 */
final class NormalRandom {
  private final SplittableRandom bits;
  private double spare;
  private boolean hasSpare;

  NormalRandom(long seed, long stream) {
    this.bits = new SplittableRandom(Hashing.avalanche(Hashing.avalanche(seed) + stream));
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  double nextDouble() {
    return (bits.nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Standard normal, by Marsaglia's polar method. */
  double nextNormal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * factor;
        hasSpare = true;
        return x * factor;
      }
    }
  }
}
