package rllc.kernel;

import rllc.loss.Loss;
import rllc.shard.Block;

/** Checks the arguments of a kernel call before its loop, which checks nothing. */
final class Arguments {
  private Arguments() {}

  /** Checks that a parameter vector has d * K coefficients and K intercepts. */
  static void checkParameters(String name, double[] vector, Block block, int outputs) {
    if (outputs < 1 || outputs > Kernels.MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "`outputs` must be from 1 to " + Kernels.MOST_COLUMNS + ", got " + outputs);
    }
    check(name, vector, ((long) block.features() + 1) * outputs);
  }

  /** Returns the columns of as many parameter vectors as there are losses: losses * K. */
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

  /** Checks that there is room for rows * K margins. */
  static void checkMargins(double[] margins, Block block, int outputs) {
    long least = (long) block.rows() * outputs;
    if (margins == null || margins.length < least) {
      throw new IllegalArgumentException(
          "`margins` must have at least " + least + " entries, got " + length(margins));
    }
  }

  /** Checks that there are d squares, d slopes and room for a norm of each row. */
  static void checkNorms(Block block, double[] squares, double[] slopes, double[] norms) {
    check("squares", squares, block.features());
    check("slopes", slopes, block.features());
    if (norms == null || norms.length < block.rows()) {
      throw new IllegalArgumentException(
          "`norms` must have at least " + block.rows() + " entries, got " + length(norms));
    }
  }

  /** Checks that {@code rows} is null or has row numbers of the block only. */
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
