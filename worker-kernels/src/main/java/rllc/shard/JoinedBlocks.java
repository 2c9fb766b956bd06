package rllc.shard;

import java.util.List;

/**
 * Joins neighbouring dense blocks into one block of floats. The call and the wait for a block's
 * first cache lines cost about a microsecond whatever its size, and floats are read twice as fast
 * as doubles.
 */
public final class JoinedBlocks {
  /**
   * The most bytes of floats: four blocks of doubles at their full size. Their array is below half
   * of G1's region if the heap has 4 GiB or more; in a smaller heap it has a region of its own.
   */
  private static final int MOST_BYTES = 960 * 1024;

  private JoinedBlocks() {}

  /** Tells whether blocks with these rows and entries in all make one block of floats. */
  public static boolean fits(int rows, long entries) {
    return rows <= BlockBuilder.MAX_ROWS && entries * Float.BYTES <= MOST_BYTES;
  }

  /**
   * Returns the rows of {@code blocks} in their order, rounded to floats. A single block may be
   * sparse.
   *
   * @throws IllegalArgumentException if there are several and one is not dense or has other
   *     features, or if a finite value is too large for a float
   */
  public static Block of(List<Block> blocks) {
    Block first = blocks.get(0);
    if (blocks.size() == 1) {
      return first.inFloats();
    }
    int rows = 0;
    boolean weighted = false;
    for (Block block : blocks) {
      if (!block.isDense() || block.features() != first.features()) {
        throw new IllegalArgumentException(
            "`blocks` must be dense and have the same features, got "
                + block.features()
                + " after "
                + first.features());
      }
      rows += block.rows();
      weighted |= block.weights() != null;
    }
    return joined(blocks, rows, weighted);
  }

  private static Block joined(List<Block> blocks, int rows, boolean weighted) {
    int features = blocks.get(0).features();
    double[] labels = new double[rows];
    double[] weights = weighted ? new double[rows] : null;
    float[] values = new float[rows * features];
    int at = 0;
    for (Block block : blocks) {
      Object floats = block.inFloats().storedValues();
      System.arraycopy(floats, 0, values, at * features, block.rows() * features);
      for (int row = 0; row < block.rows(); row++, at++) {
        labels[at] = block.label(row);
        if (weighted) {
          weights[at] = block.weight(row);
        }
      }
    }
    return Block.dense(features, labels, weights, values);
  }
}
