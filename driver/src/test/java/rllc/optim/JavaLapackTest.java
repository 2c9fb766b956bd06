package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import org.junit.jupiter.api.Test;
import org.netlib.util.intW;

/** Means something where a native LAPACK is installed, as OpenBLAS; there it ends the JVM. */
class JavaLapackTest {
  /** Whoever needs linear algebra first, and so in each test class whatever ran before. */
  @Test
  void netlibSolvesInJava() {
    LinearMemory.spectralRadius(new double[][] {{0.5, 0}, {1, 0.25}});
    LAPACK lapack = LAPACK.getInstance();
    assertFalse(lapack instanceof NativeLAPACK, lapack.getClass().getName());
    double[] matrix = {2, 1, 1, 3};
    double[] solution = {3, 5};
    lapack.dgesv(2, 1, matrix, 2, new int[2], solution, 2, new intW(0));
    assertArrayEquals(new double[] {0.8, 1.4}, solution, 1e-12);
  }
}
