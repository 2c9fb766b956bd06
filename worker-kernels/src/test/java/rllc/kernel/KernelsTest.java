package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.shard.Block;
import rllc.shard.MarginLoss;

/** Every implementation and instruction set of this machine against a row-by-row loop. */
class KernelsTest {
  private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 61, 103};

  static Stream<Kernels> implementations() {
    List<Kernels> all = new ArrayList<>();
    all.add(new JavaKernels());
    if (NativeLibrary.failure() == null) {
      for (String isa : new String[] {"sse2", "avx2", "avx512", "neon"}) {
        Kernels kernels = NativeKernels.of(isa);
        if (kernels != null) {
          all.add(kernels);
        }
      }
    }
    return all.stream();
  }

  @Test
  void theNativeLibraryIsInThisBuild() {
    // A build without a compiler succeeds; this test then says that it tested Java only.
    org.junit.jupiter.api.Assumptions.assumeTrue(
        NativeLibrary.failure() == null, () -> "Java only: " + NativeLibrary.failure());
    assertEquals("native", KernelChoice.of(KernelMode.AUTO).kernels().use());
    assertEquals("java", KernelChoice.of(KernelMode.JAVA).kernels().use());
    assertEquals(NativeKernels.best().isa(), KernelChoice.of(KernelMode.NATIVE).kernels().isa());
  }

  /** Sums row by row, in the plainest order. */
  private record Oracle(double loss, double[] gradient, double[] product, double[] margins) {
    static Oracle of(Block block, MarginLoss loss, double[] theta, double[] direction) {
      int d = block.features();
      double value = 0;
      double[] gradient = new double[d + 1];
      double[] product = new double[d + 1];
      double[] margins = new double[block.rows()];
      for (int row = 0; row < block.rows(); row++) {
        double[] x = dense(block, row);
        double m = dot(x, theta);
        margins[row] = m;
        double w = block.weight(row);
        double y = block.label(row);
        value += w * loss.value(m, y);
        double c = w * loss.curvature(m, y) * dot(x, direction);
        for (int j = 0; j <= d; j++) {
          gradient[j] += w * loss.multiplier(m, y) * x[j];
          product[j] += c * x[j];
        }
      }
      return new Oracle(value, gradient, product, margins);
    }

    private static double[] dense(Block block, int row) {
      int d = block.features();
      double[] x = new double[d + 1];
      x[d] = 1;
      if (block.isDense()) {
        System.arraycopy(block.values(), row * d, x, 0, d);
      } else {
        for (int k = block.rowStarts()[row]; k < block.rowStarts()[row + 1]; k++) {
          x[block.indices()[k]] = block.values()[k];
        }
      }
      return x;
    }

    private static double dot(double[] x, double[] y) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += x[j] * y[j];
      }
      return sum;
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sumsAreThoseOfAPlainLoop(Kernels kernels) {
    long seed = 0;
    for (int rows : SIZES) {
      for (int features : SIZES) {
        for (MarginLoss loss : MarginLoss.values()) {
          boolean weighted = ++seed % 2 == 0;
          compare(kernels, TestBlocks.dense(rows, features, weighted, 1, seed), loss, seed);
          compare(kernels, TestBlocks.sparse(rows, features, weighted, 1, seed), loss, seed);
        }
      }
    }
  }

  private static void compare(Kernels kernels, Block block, MarginLoss loss, long seed) {
    SplittableRandom random = new SplittableRandom(seed + 1000);
    int d = block.features();
    double[] theta = TestBlocks.gaussians(d + 1, 1, random);
    double[] direction = TestBlocks.gaussians(d + 1, 1, random);
    Oracle oracle = Oracle.of(block, loss, theta, direction);
    String what = kernels.isa() + " " + loss + " " + block.rows() + " x " + d;
    double scale = 1e-13 * (1 + block.rows()) * (1 + d);

    double[] gradient = new double[d + 1];
    double value = kernels.lossGradient(block, loss, theta, gradient);
    assertEquals(oracle.loss(), value, scale * 10, what);
    assertEquals(value, kernels.loss(block, loss, theta), 0.0, what);
    double[] product = new double[d + 1];
    kernels.hessianVector(block, loss, theta, direction, product);
    double[] margins = new double[block.rows()];
    kernels.marginsInto(block, 1, theta, margins);
    for (int j = 0; j <= d; j++) {
      assertEquals(oracle.gradient()[j], gradient[j], scale * 10, what);
      assertEquals(oracle.product()[j], product[j], scale * 10, what);
    }
    for (int row = 0; row < margins.length; row++) {
      assertEquals(oracle.margins()[row], margins[row], scale, what);
    }
    double[] again = new double[d + 1];
    kernels.lossGradient(block, loss, theta, again);
    org.junit.jupiter.api.Assertions.assertArrayEquals(gradient, again, 0.0, what);
  }

  /** One row of one feature 1: the margin is theta. Loss and multiplier against StrictMath. */
  @ParameterizedTest
  @MethodSource("implementations")
  void logisticIsAccurateOverTheWholeRange(Kernels kernels) {
    List<Double> margins = new ArrayList<>(List.of(0.0, -0.0, 1e-300, 1e-17, 4e-9, 0.34, 0.3466));
    for (double m = 1e-3; m < 800; m *= 1.01) {
      margins.add(m);
    }
    margins.addAll(List.of(36.7, 37.5, 708.3, 709.9, 744.9, 745.2, 746.5, 1e3, 1e8, 1e300));
    for (double magnitude : margins) {
      for (double sign : new double[] {1, -1}) {
        for (double label : new double[] {0, 1}) {
          double margin = sign * magnitude;
          Block block = Block.dense(1, new double[] {label}, null, new double[] {1});
          double[] gradient = new double[2];
          double[] theta = {margin, 0};
          double value = kernels.lossGradient(block, MarginLoss.LOGISTIC, theta, gradient);
          assertUlps(MarginLoss.LOGISTIC.value(margin, label), value, margin, "loss");
          assertUlps(
              MarginLoss.LOGISTIC.multiplier(margin, label), gradient[1], margin, "multiplier");
        }
      }
    }
  }

  private static void assertUlps(double expected, double actual, double margin, String what) {
    double ulps = Math.abs(expected - actual) / Math.ulp(expected);
    assertTrue(
        ulps <= 4, what + " at " + margin + ": " + expected + " and " + actual + ", " + ulps);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void whatIsNotANumberStaysSo(Kernels kernels) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Block block = Block.dense(1, new double[] {0, 1, 1}, null, new double[] {1, bad, 2});
      double[] gradient = new double[2];
      double value =
          kernels.lossGradient(block, MarginLoss.LOGISTIC, new double[] {-1, 0}, gradient);
      assertTrue(!Double.isFinite(value), kernels.isa() + " " + value);
      Block unweighted =
          Block.dense(1, new double[] {0, 1}, new double[] {1, 0}, new double[] {1, bad});
      double[] finite = new double[2];
      double one =
          kernels.lossGradient(unweighted, MarginLoss.LOGISTIC, new double[] {-1, 0}, finite);
      assertEquals(MarginLoss.LOGISTIC.value(-1, 0), one, 1e-15, kernels.isa());
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void lengthsAreChecked(Kernels kernels) {
    Block block = TestBlocks.dense(3, 4, false, 1, 1);
    double[] right = new double[5];
    for (int length : new int[] {0, 4, 6}) {
      double[] wrong = new double[length];
      Runnable[] calls = {
        () -> kernels.lossGradient(block, MarginLoss.SQUARED, wrong, right),
        () -> kernels.lossGradient(block, MarginLoss.SQUARED, right, wrong),
        () -> kernels.loss(block, MarginLoss.SQUARED, wrong),
        () -> kernels.marginsInto(block, 1, wrong, new double[3]),
        () -> kernels.hessianVector(block, MarginLoss.SQUARED, right, wrong, right),
        () -> kernels.hessianVector(block, MarginLoss.SQUARED, right, right, wrong)
      };
      for (Runnable call : calls) {
        assertThrows(IllegalArgumentException.class, call::run);
      }
    }
    assertThrows(
        IllegalArgumentException.class, () -> kernels.marginsInto(block, 1, right, new double[2]));
  }
}
