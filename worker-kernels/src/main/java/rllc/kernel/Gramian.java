package rllc.kernel;

import rllc.shard.Block;

/**
 * The weighted Gramian of rows with a one appended: G = sum_i w_i (x_i, 1) (x_i, 1)^T. Its lower
 * triangle is stored row by row: G[j][k], k &lt;= j, at index j (j + 1) / 2 + k. There is no C code
 * for it: it is summed for few features, once a run or for few rows.
 */
public final class Gramian {
  /** Rows that share one sweep over the sums. */
  private static final int ROWS = 4;

  /** The most features for which every product j (j + 1), j up to the one's index, is an int. */
  static final int MOST_FEATURES = 46_340;

  private Gramian() {}

  /**
   * The length of the triangle of {@code features} features and the one: (d + 1) (d + 2) / 2.
   *
   * @throws IllegalArgumentException if {@code features} is below 0 or above 46,340
   */
  public static int length(int features) {
    if (features < 0 || features > MOST_FEATURES) {
      throw new IllegalArgumentException(
          "`features` of a Gramian must be from 0 to " + MOST_FEATURES + ", got " + features);
    }
    return (int) ((features + 1L) * (features + 2L) / 2);
  }

  /**
   * Adds the rows of {@code block} to the triangle that starts at {@code sums[offset]}.
   *
   * @param weights one weight for each row, used in place of the block's own
   * @param sums at least {@code offset + length(block.features())} numbers
   * @throws IllegalArgumentException if there are other than one weight a row, or if the triangle
   *     does not lie within {@code sums}
   */
  public static void addInto(Block block, double[] weights, double[] sums, int offset) {
    if (weights.length != block.rows()) {
      throw new IllegalArgumentException(
          "`weights` must have length " + block.rows() + ", got " + weights.length);
    }
    if (offset < 0 || (long) offset + length(block.features()) > sums.length) {
      throw new IllegalArgumentException(
          "`sums` must have "
              + length(block.features())
              + " numbers from `offset` on, got length "
              + sums.length
              + " and offset "
              + offset);
    }
    if (block.isDense()) {
      addDense(block, weights, sums, offset);
    } else {
      addSparse(block, weights, sums, offset);
    }
  }

  private static void addDense(Block block, double[] weights, double[] sums, int offset) {
    int d = block.features();
    double[][] x = new double[ROWS][d + 1];
    double[] four = new double[ROWS];
    for (int first = 0; first < block.rows(); first += ROWS) {
      for (int r = 0; r < ROWS; r++) {
        boolean there = first + r < block.rows();
        four[r] = there ? weights[first + r] : 0;
        copyInto(block.storedValues(), there ? (first + r) * d : 0, d, x[r]);
      }
      addRows(x, four, sums, offset);
    }
  }

  private static void copyInto(Object values, int from, int d, double[] row) {
    if (values instanceof double[] doubles) {
      System.arraycopy(doubles, from, row, 0, d);
    } else {
      float[] floats = (float[]) values;
      for (int j = 0; j < d; j++) {
        row[j] = floats[from + j];
      }
    }
    row[d] = 1;
  }

  private static void addRows(double[][] x, double[] weights, double[] sums, int offset) {
    double[] x0 = x[0];
    double[] x1 = x[1];
    double[] x2 = x[2];
    double[] x3 = x[3];
    for (int j = 0, start = offset; j < x0.length; j++, start += j) {
      double a0 = weights[0] * x0[j];
      double a1 = weights[1] * x1[j];
      double a2 = weights[2] * x2[j];
      double a3 = weights[3] * x3[j];
      for (int k = 0; k <= j; k++) {
        sums[start + k] += (a0 * x0[k] + a1 * x1[k]) + (a2 * x2[k] + a3 * x3[k]);
      }
    }
  }

  private static void addSparse(Block block, double[] weights, double[] sums, int offset) {
    int[] starts = block.rowStarts();
    int[] indices = block.indices();
    double[] values = block.values();
    int last = offset + length(block.features()) - block.features() - 1;
    for (int row = 0; row < block.rows(); row++) {
      double weight = weights[row];
      for (int a = starts[row]; a < starts[row + 1]; a++) {
        int start = offset + indices[a] * (indices[a] + 1) / 2;
        double factor = weight * values[a];
        for (int b = starts[row]; b <= a; b++) {
          sums[start + indices[b]] += factor * values[b];
        }
        sums[last + indices[a]] += factor;
      }
      sums[last + block.features()] += weight;
    }
  }
}
