package rllc.kernel;

import rllc.shard.Block;

/** Length checks of what a caller hands to a kernel. */
final class Lengths {
  private Lengths() {}

  /** d * K + K. */
  static void parameters(String name, double[] vector, Block block, int outputs) {
    long expected = ((long) block.features() + 1) * outputs;
    if (vector.length != expected) {
      throw new IllegalArgumentException(
          "`" + name + "` must have length " + expected + ", got " + vector.length);
    }
  }

  static void atLeast(String name, double[] vector, long least) {
    if (vector.length < least) {
      throw new IllegalArgumentException(
          "`" + name + "` must have at least " + least + " entries, got " + vector.length);
    }
  }
}
