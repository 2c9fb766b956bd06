package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 130})
  void solves(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] rows = new double[2 * n][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Quadratic.vector(n, random);
    }
    double[] matrix = new double[n * n];
    double[] expected = Quadratic.vector(n, random);
    double[] b = new double[n];
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i + n * j] += row[i] * row[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[i] += matrix[i + n * j] * expected[j];
      }
    }
    assertArrayEquals(expected, Cholesky.solve(matrix, b).orElseThrow(), 1e-9);
  }

  @Test
  void aMatrixThatIsNotDefiniteHasNoFactors() {
    assertTrue(Cholesky.solve(new double[] {1, 2, 2, 1}, new double[] {1, 1}).isEmpty());
    assertTrue(Cholesky.solve(new double[] {0}, new double[] {1}).isEmpty());
  }
}
