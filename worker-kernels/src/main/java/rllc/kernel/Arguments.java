package rllc.kernel;

import rllc.shard.Block;
import rllc.shard.Loss;

/** The checks of lengths and rows that every kernel makes before its unchecked loop. */
final class Arguments {
  private Arguments() {}

  /** d * K coefficients and K intercepts. */
  static void checkParameters(String name, double[] vector, Block block, int outputs) {
    if (outputs < 1 || outputs > Kernels.MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "`outputs` must be from 1 to " + Kernels.MOST_COLUMNS + ", got " + outputs);
    }
    check(name, vector, ((long) block.features() + 1) * outputs);
  }

  /** Columns of as many parameter vectors as there are losses. */
  static int columns(double[] losses, Loss loss) {
    long columns = losses == null ? 0 : (long) losses.length * loss.outputs();
    if (columns < 1 || columns > Kernels.MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "`losses` must have 1 to "
              + Kernels.MOST_COLUMNS / loss.outputs()
              + " entries, got "
              + length(losses));
    }
    return (int) columns;
  }

  /** At least rows * K margins. */
  static void checkMargins(double[] margins, Block block, int outputs) {
    long least = (long) block.rows() * outputs;
    if (margins == null || margins.length < least) {
      throw new IllegalArgumentException(
          "`margins` must have at least " + least + " entries, got " + length(margins));
    }
  }

  /** d squares and d slopes, and at least as many norms as rows. */
  static void checkNorms(Block block, double[] squares, double[] slopes, double[] norms) {
    check("squares", squares, block.features());
    check("slopes", slopes, block.features());
    if (norms == null || norms.length < block.rows()) {
      throw new IllegalArgumentException(
          "`norms` must have at least " + block.rows() + " entries, got " + length(norms));
    }
  }

  /** Rows of the block, or null. */
  static void checkRows(int[] rows, Block block) {
    if (rows != null) {
      for (int row : rows) {
        if (row < 0 || row >= block.rows()) {
          throw new IllegalArgumentException(
              "`rows` must be from 0 to " + (block.rows() - 1) + ", got " + row);
        }
      }
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
