package rllc.train.newton;

import rllc.optim.SymmetricEigen;
import rllc.optim.Vectors;

/**
 * Solves H x = g for a symmetric, positive semi-definite H. Directions without curvature, in which
 * g is zero too, are left out: of all solutions the shortest, in units in which H has a diagonal of
 * ones, so that rank is judged in no feature's units.
 */
final class MinimumNorm {
  /** Eigenvalues below this part of the largest are rounding. */
  private static final double RANK = 1e-13;

  private MinimumNorm() {}

  static double[] solve(double[][] hessian, double[] g) {
    int d = g.length;
    double[] scale = new double[d];
    for (int i = 0; i < d; i++) {
      scale[i] = hessian[i][i] > 0 ? 1 / Math.sqrt(hessian[i][i]) : 0;
    }
    double[][] scaled = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scaled[i][j] = hessian[i][j] * (scale[i] * scale[j]);
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(scaled);
    double[] values = eigen.values();
    double[] right = Vectors.times(scale, g);
    double[] solution = new double[d];
    for (int i = d - 1; i >= 0 && values[i] > RANK * values[d - 1]; i--) {
      double[] vector = eigen.vectors()[i];
      Vectors.addScaledInto(Vectors.dot(vector, right) / values[i], vector, solution);
    }
    return Vectors.times(scale, solution);
  }
}
