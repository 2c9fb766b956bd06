package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every implementation of the driver's sweeps against matrix formulas written out. */
class SweepsTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 9, 127, 128, 129, 1031, 16384, 16385, 50021};

  static Stream<Named<Kernels>> implementations() {
    return KernelsTest.implementations();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void innerProductsAreTheSums(Kernels kernels) {
    for (int length : LENGTHS) {
      for (int count : new int[] {1, 2, 5, 17, 33}) {
        double[][] vectors = vectors(count, length, 1);
        double[][] products = Sweeps.of(kernels, 2).innerProducts(vectors);
        for (int i = 0; i < count; i++) {
          for (int j = 0; j < count; j++) {
            double sum = 0;
            for (int e = 0; e < length; e++) {
              sum += vectors[i][e] * vectors[j][e];
            }
            assertEquals(sum, products[i][j], 1e-13 * (1 + length));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void propagateIsTheFormula(Kernels kernels) {
    for (int length : LENGTHS) {
      for (int k : new int[] {1, 2, 4, 16, 32}) {
        checkPropagate(kernels, length, k, true);
        checkPropagate(kernels, length, k, false);
      }
    }
  }

  private static void checkPropagate(Kernels kernels, int length, int k, boolean inPlace) {
    double[][] p = vectors(k, k, 2);
    for (int i = 0; i < k; i++) {
      p[i][(i + 1) % k] = 0;
    }
    double[] v = RandomBlocks.vector(k, 3);
    double[] law = RandomBlocks.vector(k, 4);
    double[][] units = vectors(k, length, 5);
    double[][] old = Stream.of(units).map(double[]::clone).toArray(double[][]::new);
    double[][] next = inPlace ? units : new double[k][length];
    double[] gradient = RandomBlocks.vector(length, 6);
    double[] theta = RandomBlocks.vector(length, 7);
    double[] before = theta.clone();
    Sweeps.of(kernels, 2).propagate(p, v, units, gradient, next, law, 0.3, theta);
    for (int e = 0; e < length; e++) {
      double move = 0;
      for (int j = 0; j < k; j++) {
        double unit = v[j] * gradient[e];
        for (int i = 0; i < k; i++) {
          unit += old[i][e] * p[i][j];
        }
        assertEquals(unit, next[j][e], 1e-13);
        move += unit * law[j];
      }
      assertEquals(before[e] - 0.3 * move, theta[e], 1e-13);
    }
    if (!inPlace) {
      assertArrayEquals(old, units);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void anyNumberOfThreadsGivesTheSameBits(Kernels kernels) {
    double[][] units = vectors(4, 150_001, 8);
    double[][] p = vectors(4, 4, 9);
    double[] expected = null;
    for (int threads : new int[] {1, 2, 3, 7, 64}) {
      Sweeps sweeps = Sweeps.of(kernels, threads);
      double[] theta = units[3].clone();
      double[][] next = new double[4][150_001];
      sweeps.propagate(p, p[0], units, units[1].clone(), next, p[1], 0.1, theta);
      double[] bits =
          Stream.of(sweeps.innerProducts(units), new double[][] {theta}, next)
              .flatMap(Arrays::stream)
              .flatMapToDouble(Arrays::stream)
              .toArray();
      expected = expected == null ? bits : expected;
      assertArrayEquals(expected, bits, "threads " + threads);
    }
  }

  /** So long that the C code writes past the caches. */
  @ParameterizedTest
  @MethodSource("implementations")
  void otherArraysGetTheBitsOfAStepInPlace(Kernels kernels) {
    double[][] units = vectors(8, 270_001, 10);
    double[][] p = vectors(8, 8, 11);
    double[][] next = new double[8][270_001];
    double[] gradient = RandomBlocks.vector(270_001, 12);
    double[] theta = gradient.clone();
    double[] other = gradient.clone();
    Sweeps sweeps = Sweeps.of(kernels, 2);
    sweeps.propagate(p, p[0], units, gradient, next, p[1], 0.1, other);
    sweeps.propagate(p, p[0], units, gradient, units, p[1], 0.1, theta);
    assertArrayEquals(theta, other);
    assertArrayEquals(units, next);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void zeroFactorsSkipWhatTheyStandBefore(Kernels kernels) {
    double[][] units = {{Double.POSITIVE_INFINITY, Double.NaN}};
    double[] theta = {1, 2};
    double[][] next = new double[1][2];
    Sweeps.of(kernels, 1)
        .propagate(
            new double[1][1],
            new double[] {1},
            units,
            new double[] {3, 4},
            next,
            new double[] {0.5},
            2,
            theta);
    assertArrayEquals(new double[] {3, 4}, next[0]);
    assertArrayEquals(new double[] {-2, -2}, theta);
  }

  @Test
  void argumentsAreChecked() {
    Sweeps sweeps = Sweeps.of(new JavaKernels(), 1);
    double[][] one = {{1}};
    double[] v = {1};
    assertThrows(IllegalArgumentException.class, () -> Sweeps.of(new JavaKernels(), 0));
    assertThrows(IllegalArgumentException.class, () -> sweeps.innerProducts());
    assertThrows(IllegalArgumentException.class, () -> sweeps.innerProducts(new double[34][1]));
    assertThrows(
        IllegalArgumentException.class, () -> sweeps.innerProducts(v, new double[] {1, 2}));
    double[] theta = new double[2];
    double[][] units = new double[1][2];
    double[] gradient = new double[2];
    for (double[][] bad : new double[][][] {{theta}, {gradient}, {units[0]}, {v}, {}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> sweeps.propagate(one, v, units, gradient, bad, v, 1, theta));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> sweeps.propagate(one, new double[2], units, gradient, units, v, 1, theta));
  }

  private static double[][] vectors(int count, int length, long seed) {
    Random random = new Random(seed);
    double[][] vectors = new double[count][];
    Arrays.setAll(vectors, i -> random.doubles(length, -1, 1).toArray());
    return vectors;
  }
}
