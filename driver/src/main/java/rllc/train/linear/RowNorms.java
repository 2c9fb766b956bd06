package rllc.train.linear;

import java.io.Serializable;
import rllc.kernel.Kernels;
import rllc.shard.Block;

/**
 * Squared norms of rows in the optimizer's coordinates, sum_j s_j^2 (x_j - m_j)^2 plus one for the
 * intercept, computed over the stored entries alone.
 */
public final class RowNorms implements Serializable {
  private static final long serialVersionUID = 2L;

  /** s^2 and -2 s^2 m: what a row adds to the norm of a row of zeros. */
  private final double[] squares;

  private final double[] slopes;

  /** The norm of a row of zeros. */
  private final double zero;

  RowNorms(double[] scale, double[] shift, boolean fitIntercept) {
    this.squares = new double[scale.length];
    this.slopes = new double[scale.length];
    double sum = fitIntercept ? 1 : 0;
    for (int j = 0; j < scale.length; j++) {
      squares[j] = scale[j] * scale[j];
      slopes[j] = -2 * squares[j] * shift[j];
      sum += squares[j] * shift[j] * shift[j];
    }
    this.zero = sum;
  }

  public double[] squares(Block block, Kernels kernels) {
    double[] norms = new double[block.rows()];
    kernels.normsInto(block, squares, slopes, norms);
    for (int row = 0; row < norms.length; row++) {
      norms[row] = Math.max(norms[row] + zero, 0);
    }
    return norms;
  }
}
