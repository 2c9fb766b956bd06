package rllc.optim;

import java.util.Arrays;
import org.netlib.util.intW;

/**
 * Eigen-decomposition of a small symmetric matrix, by LAPACK's dsyev: A = sum_i values[i]
 * vectors[i] vectors[i]^T with ascending values.
 */
public record SymmetricEigen(double[] values, double[][] vectors) {
  /** Decomposes {@code matrix}, of which only the finite, symmetric content counts. */
  public static SymmetricEigen of(double[][] matrix) {
    int k = matrix.length;
    double[] columnMajor = new double[k * k];
    for (int j = 0; j < k; j++) {
      System.arraycopy(matrix[j], 0, columnMajor, j * k, k);
    }
    double[] values = new double[k];
    double[] work = new double[Math.max(1, 3 * k - 1)];
    intW failed = new intW(0);
    JavaLapack.body().dsyev("V", "L", k, columnMajor, k, values, work, work.length, failed);
    if (failed.val != 0) {
      throw new IllegalStateException(
          "the eigenvalues of a symmetric matrix must be found, got dsyev's error " + failed.val);
    }
    double[][] vectors = new double[k][];
    Arrays.setAll(vectors, i -> Arrays.copyOfRange(columnMajor, i * k, (i + 1) * k));
    return new SymmetricEigen(values, vectors);
  }
}
