package rllc.train;

import java.io.Serializable;
import rllc.shard.Block;

/**
 * Squared norms of rows in the optimizer's coordinates, sum_j s_j^2 (x_j - m_j)^2 plus one for the
 * intercept, computed over the stored entries alone.
 */
final class RowNorms implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] squaredScale;
  private final double[] twiceShift;

  /** The norm of a row of zeros. */
  private final double zero;

  RowNorms(double[] scale, double[] shift, boolean fitIntercept) {
    this.squaredScale = new double[scale.length];
    this.twiceShift = new double[scale.length];
    double sum = fitIntercept ? 1 : 0;
    for (int j = 0; j < scale.length; j++) {
      squaredScale[j] = scale[j] * scale[j];
      twiceShift[j] = 2 * shift[j];
      sum += squaredScale[j] * shift[j] * shift[j];
    }
    this.zero = sum;
  }

  double[] squares(Block block) {
    double[] squares = new double[block.rows()];
    Object values = block.storedValues();
    for (int row = 0; row < squares.length; row++) {
      double sum = zero;
      if (block.isDense()) {
        sum += dense(values, row * block.features());
      } else {
        sum += sparse(values, block.indices(), block.rowStarts()[row], block.rowStarts()[row + 1]);
      }
      squares[row] = Math.max(sum, 0);
    }
    return squares;
  }

  /** In four sums that do not wait for each other. */
  private double dense(Object values, int from) {
    int d = squaredScale.length;
    int quads = d - d % 4;
    double a = 0;
    double b = 0;
    double c = 0;
    double e = 0;
    if (values instanceof float[] floats) {
      for (int j = 0; j < quads; j += 4) {
        a += term(j, floats[from + j]);
        b += term(j + 1, floats[from + j + 1]);
        c += term(j + 2, floats[from + j + 2]);
        e += term(j + 3, floats[from + j + 3]);
      }
      for (int j = quads; j < d; j++) {
        a += term(j, floats[from + j]);
      }
      return (a + b) + (c + e);
    }
    double[] doubles = (double[]) values;
    for (int j = 0; j < quads; j += 4) {
      a += term(j, doubles[from + j]);
      b += term(j + 1, doubles[from + j + 1]);
      c += term(j + 2, doubles[from + j + 2]);
      e += term(j + 3, doubles[from + j + 3]);
    }
    for (int j = quads; j < d; j++) {
      a += term(j, doubles[from + j]);
    }
    return (a + b) + (c + e);
  }

  private double term(int j, double x) {
    return squaredScale[j] * x * (x - twiceShift[j]);
  }

  private double sparse(Object values, int[] indices, int from, int to) {
    double sum = 0;
    if (values instanceof double[] doubles) {
      for (int k = from; k < to; k++) {
        sum += squaredScale[indices[k]] * doubles[k] * (doubles[k] - twiceShift[indices[k]]);
      }
    } else if (values instanceof float[] floats) {
      for (int k = from; k < to; k++) {
        double x = floats[k];
        sum += squaredScale[indices[k]] * x * (x - twiceShift[indices[k]]);
      }
    } else {
      for (int k = from; k < to; k++) {
        sum += squaredScale[indices[k]] * (1 - twiceShift[indices[k]]);
      }
    }
    return sum;
  }
}
