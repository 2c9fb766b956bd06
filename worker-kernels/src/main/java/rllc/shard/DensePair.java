package rllc.shard;

import java.util.Arrays;

/**
 * Two neighbouring dense blocks as one of floats. Floats take half the bytes, and what a block
 * costs to begin, about a microsecond of waiting for its first cache lines, is paid half as often
 * in blocks of full size.
 */
public final class DensePair {
  /** As for every block, an array stays below half of G1's smallest region. */
  private static final int MOST_BYTES = 500 * 1024;

  private DensePair() {}

  /** Whether so many rows and entries, those of both blocks, make a block of floats. */
  public static boolean fits(int rows, long entries) {
    return rows <= BlockBuilder.MAX_ROWS && entries * Float.BYTES <= MOST_BYTES;
  }

  /**
   * The rows of {@code first}, then those of {@code second}, rounded to floats.
   *
   * @throws IllegalArgumentException unless both are dense and have the same features, or if a
   *     finite value is too large for a float
   */
  public static Block inFloats(Block first, Block second) {
    if (!first.isDense() || !second.isDense() || first.features() != second.features()) {
      throw new IllegalArgumentException(
          "`first` and `second` must be dense and have the same features, got "
              + first.features()
              + " and "
              + second.features());
    }
    float[] a = (float[]) first.inFloats().storedValues();
    float[] b = (float[]) second.inFloats().storedValues();
    float[] values = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, values, a.length, b.length);
    boolean weighted = first.weights() != null || second.weights() != null;
    return new Block(
        first.features(),
        joined(first.labels(), second.labels()),
        weighted ? joined(weights(first), weights(second)) : null,
        null,
        null,
        values);
  }

  private static double[] weights(Block block) {
    double[] weights = new double[block.rows()];
    Arrays.setAll(weights, block::weight);
    return weights;
  }

  private static double[] joined(double[] first, double[] second) {
    double[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
