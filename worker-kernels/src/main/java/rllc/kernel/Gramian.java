package rllc.kernel;

import rllc.shard.Block;

/**
 * The weighted Gramian of rows with a one appended, G = sum_i w_i (x_i, 1) (x_i, 1)^T, its lower
 * triangle row by row: G[j][k], k &lt;= j, at j (j + 1) / 2 + k. In Java only: it is summed for few
 * features, once a run or for few rows.
 */
public final class Gramian {
  /** Rows that share one sweep over the sums. */
  private static final int ROWS = 4;

  private Gramian() {}

  /** Numbers in the triangle of {@code features} features and the one. */
  public static int length(int features) {
    return Math.toIntExact((features + 1L) * (features + 2L) / 2);
  }

  /**
   * Adds the rows of {@code block} to {@code sums}.
   *
   * @param weights one for each row, in place of the block's own
   */
  public static void addInto(Block block, double[] weights, double[] sums) {
    if (weights.length != block.rows()) {
      throw new IllegalArgumentException(
          "`weights` must have length " + block.rows() + ", got " + weights.length);
    }
    if (sums.length != length(block.features())) {
      throw new IllegalArgumentException(
          "`sums` must have length " + length(block.features()) + ", got " + sums.length);
    }
    if (block.isDense()) {
      addDense(block, weights, sums);
    } else {
      addSparse(block, weights, sums);
    }
  }

  private static void addDense(Block block, double[] weights, double[] sums) {
    int d = block.features();
    double[][] x = new double[ROWS][d + 1];
    double[] four = new double[ROWS];
    for (int first = 0; first < block.rows(); first += ROWS) {
      for (int r = 0; r < ROWS; r++) {
        boolean there = first + r < block.rows();
        four[r] = there ? weights[first + r] : 0;
        copyInto(block.storedValues(), there ? (first + r) * d : 0, d, x[r]);
      }
      addRows(x[0], x[1], x[2], x[3], four, sums);
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

  private static void addRows(
      double[] x0, double[] x1, double[] x2, double[] x3, double[] weights, double[] sums) {
    for (int j = 0, start = 0; j < x0.length; j++, start += j) {
      double a0 = weights[0] * x0[j];
      double a1 = weights[1] * x1[j];
      double a2 = weights[2] * x2[j];
      double a3 = weights[3] * x3[j];
      for (int k = 0; k <= j; k++) {
        sums[start + k] += (a0 * x0[k] + a1 * x1[k]) + (a2 * x2[k] + a3 * x3[k]);
      }
    }
  }

  private static void addSparse(Block block, double[] weights, double[] sums) {
    int[] starts = block.rowStarts();
    int[] indices = block.indices();
    double[] values = block.values();
    int last = length(block.features()) - block.features() - 1;
    for (int row = 0; row < block.rows(); row++) {
      double weight = weights[row];
      for (int a = starts[row]; a < starts[row + 1]; a++) {
        int start = indices[a] * (indices[a] + 1) / 2;
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
