package rllc.optim;

import breeze.linalg.DenseMatrix;
import breeze.linalg.NotConvergedException;
import breeze.linalg.cholesky;
import java.util.Optional;

/** Solves A x = b, A symmetric and positive definite, by Breeze's Cholesky factors. */
public final class Cholesky {
  static {
    JavaLapack.choose();
  }

  private Cholesky() {}

  /**
   * x; empty where rounding or A itself leave a pivot that is not positive.
   *
   * @param matrix A, n x n, column after column; n at least 1
   * @param b of length n
   */
  public static Optional<double[]> solve(double[] matrix, double[] b) {
    int n = b.length;
    try {
      DenseMatrix<Object> lower =
          cholesky.ImplCholesky_DM$.MODULE$.apply(new DenseMatrix<Object>(n, n, matrix));
      return Optional.of(substituted((double[]) lower.data(), b));
    } catch (NotConvergedException e) {
      return Optional.empty();
    }
  }

  /** L^-T L^-1 b, L column after column. */
  private static double[] substituted(double[] lower, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int j = 0; j < n; j++) {
      x[j] /= lower[j + n * j];
      for (int i = j + 1; i < n; i++) {
        x[i] -= lower[i + n * j] * x[j];
      }
    }
    for (int j = n - 1; j >= 0; j--) {
      for (int i = j + 1; i < n; i++) {
        x[j] -= lower[i + n * j] * x[i];
      }
      x[j] /= lower[j + n * j];
    }
    return x;
  }
}
