package rllc.optim;

import java.util.Optional;
import org.netlib.util.intW;

/** Solves A x = b, A symmetric and positive definite, by Cholesky factors (LAPACK's dpotrf). */
public final class Cholesky {
  private Cholesky() {}

  /**
   * x; empty where rounding or A itself leave a pivot that is not positive.
   *
   * @param matrix A, n x n, column after column; n at least 1
   * @param b of length n
   */
  public static Optional<double[]> solve(double[] matrix, double[] b) {
    int n = b.length;
    double[] lower = matrix.clone();
    intW pivot = new intW(0);
    JavaLapack.body().dpotrf("L", n, lower, n, pivot);
    return pivot.val > 0 ? Optional.empty() : Optional.of(substituted(lower, b));
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
