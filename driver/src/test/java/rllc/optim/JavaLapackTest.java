package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import breeze.linalg.DenseMatrix;
import breeze.linalg.DenseVector;
import breeze.linalg.cholesky;
import breeze.linalg.eig;
import breeze.linalg.eigSym;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.netlib.util.intW;

class JavaLapackTest {
  /** Means something where a native LAPACK is installed, as OpenBLAS; there it ends the JVM. */
  @Test
  void netlibSolvesInJavaOnceItIsRequired() {
    JavaLapack.require("a test");
    LAPACK lapack = LAPACK.getInstance();
    assertFalse(lapack instanceof NativeLAPACK, lapack.getClass().getName());
    double[] matrix = {2, 1, 1, 3};
    double[] solution = {3, 5};
    lapack.dgesv(2, 1, matrix, 2, new int[2], solution, 2, new intW(0));
    assertArrayEquals(new double[] {0.8, 1.4}, solution, 1e-12);
  }

  @Test
  void aNativeBodyThatIsChosenBeforeIsRefusedAndNotUsed() throws Exception {
    // Not initialised: it would look for a native library.
    Class<?> chosen =
        Class.forName("dev.ludovic.netlib.lapack.JNILAPACK", false, LAPACK.class.getClassLoader());
    Exception e =
        assertThrows(IllegalStateException.class, () -> JavaLapack.require("L-BFGS-B", chosen));
    assertTrue(
        e.getMessage().startsWith("L-BFGS-B must have the Java LAPACK")
            && e.getMessage().endsWith("-Ddev.ludovic.netlib.lapack.nativeLib=none"),
        e.getMessage());
    assertFalse(JavaLapack.body() instanceof NativeLAPACK);
  }

  /** Breeze, in a process where netlib is in Java, gives the same bits. */
  @Test
  void decompositionsAreThoseOfBreeze() {
    JavaLapack.require("a test");
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 1; k <= 12; k++) {
      double[][] general = new double[k][k];
      double[][] symmetric = new double[k][k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          general[i][j] = random.nextDouble() - 0.5;
          symmetric[i][j] = (i < j ? symmetric : general)[i][j];
          symmetric[j][i] = symmetric[i][j];
        }
      }
      assertEquals(radius(general), LinearMemory.spectralRadius(general), 0.0, "radius " + k);
      eigSym.EigSym<DenseVector<Object>, DenseMatrix<Object>> expected =
          eigSym.EigSym_DM_Impl$.MODULE$.apply(matrix(symmetric));
      SymmetricEigen found = SymmetricEigen.of(symmetric);
      assertArrayEquals((double[]) expected.eigenvalues().data(), found.values(), 0.0);
      for (int i = 0; i < k; i++) {
        symmetric[i][i] += k;
      }
      double[] factor =
          (double[]) cholesky.ImplCholesky_DM$.MODULE$.apply(matrix(symmetric)).data();
      double[] ones = new double[k];
      java.util.Arrays.fill(ones, 1);
      double[] flat = (double[]) matrix(symmetric).data();
      double last = Cholesky.solve(flat, ones).orElseThrow()[k - 1];
      assertEquals(solved(factor, ones)[k - 1], last, 0.0, "Cholesky " + k);
    }
  }

  private static DenseMatrix<Object> matrix(double[][] rows) {
    int k = rows.length;
    double[] columns = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        columns[j * k + i] = rows[i][j];
      }
    }
    return new DenseMatrix<Object>(k, k, columns);
  }

  private static double radius(double[][] rows) {
    eig.Eig<DenseVector<Object>, DenseMatrix<Object>> eigen =
        eig.Eig_DM_Impl$.MODULE$.apply(matrix(rows));
    double radius = 0;
    for (int i = 0; i < rows.length; i++) {
      double real = (double) eigen.eigenvalues().apply(i);
      radius = Math.max(radius, Math.hypot(real, (double) eigen.eigenvaluesComplex().apply(i)));
    }
    return radius;
  }

  /** Forward and backward, L column after column; only the last unknown, which comes first. */
  private static double[] solved(double[] lower, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int j = 0; j < n; j++) {
      x[j] /= lower[j + n * j];
      for (int i = j + 1; i < n; i++) {
        x[i] -= lower[i + n * j] * x[j];
      }
    }
    x[n - 1] /= lower[n - 1 + n * (n - 1)];
    return x;
  }
}
