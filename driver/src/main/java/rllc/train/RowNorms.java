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

  private double dense(Object values, int from) {
    double sum = 0;
    if (values instanceof float[] floats) {
      for (int j = 0; j < squaredScale.length; j++) {
        double x = floats[from + j];
        sum += squaredScale[j] * x * (x - twiceShift[j]);
      }
      return sum;
    }
    double[] doubles = (double[]) values;
    for (int j = 0; j < squaredScale.length; j++) {
      double x = doubles[from + j];
      sum += squaredScale[j] * x * (x - twiceShift[j]);
    }
    return sum;
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
