package rllc.shard;

import java.util.List;

/**
 * Neighbouring dense blocks as one block of floats. What a block costs to begin, the call and the
 * wait for its first cache lines, is about a microsecond whatever its size, and floats are read
 * twice as fast as doubles.
 */
public final class JoinedBlocks {
  /**
   * Four blocks of doubles at their full size. Their array stays below half of G1's region from
   * heaps of 4 GiB on; in smaller heaps it has a region of 1 MiB for itself.
   */
  private static final int MOST_BYTES = 960 * 1024;

  private JoinedBlocks() {}

  /** Whether so many rows and entries, those of all blocks, make one block of floats. */
  public static boolean fits(int rows, long entries) {
    return rows <= BlockBuilder.MAX_ROWS && entries * Float.BYTES <= MOST_BYTES;
  }

  /**
   * The rows of {@code blocks} in their order, rounded to floats; a single block may be sparse.
   *
   * @throws IllegalArgumentException unless several are all dense and have the same features, or if
   *     a finite value is too large for a float
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
