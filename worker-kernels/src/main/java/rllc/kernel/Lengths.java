package rllc.kernel;

import rllc.shard.Block;

/** The checks of array lengths that every kernel makes before its unchecked loop. */
final class Lengths {
  private Lengths() {}

  /** d * K coefficients and K intercepts. */
  static void checkParameters(String name, double[] vector, Block block, int outputs) {
    if (outputs < 1) {
      throw new IllegalArgumentException("`outputs` must be at least 1, got " + outputs);
    }
    check(name, vector, ((long) block.features() + 1) * outputs);
  }

  /** At least rows * K margins. */
  static void checkMargins(double[] margins, Block block, int outputs) {
    long least = (long) block.rows() * outputs;
    if (margins == null || margins.length < least) {
      throw new IllegalArgumentException(
          "`margins` must have at least " + least + " entries, got " + length(margins));
    }
  }

  private static void check(String name, double[] vector, long expected) {
    if (vector == null || vector.length != expected) {
      throw new IllegalArgumentException(
          "`" + name + "` must have length " + expected + ", got " + length(vector));
    }
  }

  private static String length(double[] vector) {
    return vector == null ? "null" : String.valueOf(vector.length);
  }
}
