package rllc.optim;

import breeze.linalg.DenseMatrix;
import breeze.linalg.DenseVector;
import breeze.linalg.eigSym;

/**
 * Eigen-decomposition of a small symmetric matrix, by Breeze: A = sum_i values[i] vectors[i]
 * vectors[i]^T with ascending values.
 */
public record SymmetricEigen(double[] values, double[][] vectors) {
  static {
    JavaLapack.choose();
  }

  /** Decomposes {@code matrix}, of which only the finite, symmetric content counts. */
  public static SymmetricEigen of(double[][] matrix) {
    int k = matrix.length;
    double[] columnMajor = new double[k * k];
    for (int j = 0; j < k; j++) {
      System.arraycopy(matrix[j], 0, columnMajor, j * k, k);
    }
    eigSym.EigSym<DenseVector<Object>, DenseMatrix<Object>> eigen =
        eigSym.EigSym_DM_Impl$.MODULE$.apply(new DenseMatrix<Object>(k, k, columnMajor));
    double[] values = new double[k];
    double[][] vectors = new double[k][k];
    for (int i = 0; i < k; i++) {
      values[i] = (double) eigen.eigenvalues().apply(i);
      for (int row = 0; row < k; row++) {
        vectors[i][row] = (double) eigen.eigenvectors().apply(row, i);
      }
    }
    return new SymmetricEigen(values, vectors);
  }
}
