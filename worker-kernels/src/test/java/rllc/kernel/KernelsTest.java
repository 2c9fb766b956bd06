package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;

/** Every implementation against a plain loop over rows: sizes 0, 1, primes, vector widths +-1. */
class KernelsTest {
  private static final List<Integer> FEATURES =
      List.of(0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 31, 33, 101, 1031);
  private static final List<Integer> ROWS = List.of(0, 1, 2, 3, 4, 5, 8, 17, 63, 64, 65, 131);

  static Stream<Named<Kernels>> implementations() {
    return Implementations.all().stream().map(k -> Named.of(Implementations.name(k), k));
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void denseEqualsRowByRow(Kernels kernels) {
    for (int features : FEATURES) {
      for (int rows : ROWS) {
        checkAll(kernels, RandomBlocks.dense(rows, features, false, rows * 31L + features));
        checkAll(kernels, RandomBlocks.dense(rows, features, true, rows * 37L + features));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sparseEqualsRowByRow(Kernels kernels) {
    for (int features : FEATURES) {
      for (int rows : ROWS) {
        checkAll(kernels, RandomBlocks.sparse(rows, features, false, rows * 31L + features));
        checkAll(kernels, RandomBlocks.sparse(rows, features, true, rows * 37L + features));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sameArgumentsGiveTheSameBits(Kernels kernels) {
    Block block = RandomBlocks.dense(131, 57, true, 5);
    double[] theta = RandomBlocks.vector(58, 6);
    double[] first = new double[58];
    double[] second = new double[58];
    for (Loss loss : MarginLoss.values()) {
      double sum = kernels.lossGradient(block, loss, theta, first);
      assertEquals(sum, kernels.lossGradient(block, loss, theta, second));
      assertEquals(sum, kernels.loss(block, loss, theta));
      assertArrayEquals(first, second);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void lengthsAreChecked(Kernels kernels) {
    Block block = RandomBlocks.dense(4, 3, false, 1);
    double[] right = new double[4];
    Loss loss = MarginLoss.LOGISTIC;
    for (double[] wrong : new double[][] {new double[3], new double[5], null}) {
      refused("theta", () -> kernels.lossGradient(block, loss, wrong, right));
      refused("gradient", () -> kernels.lossGradient(block, loss, right, wrong));
      refused("theta", () -> kernels.loss(block, loss, wrong));
      refused("theta", () -> kernels.marginsInto(block, 1, wrong, right));
      refused("theta", () -> kernels.hessianVector(block, loss, wrong, right, right));
      refused("direction", () -> kernels.hessianVector(block, loss, right, wrong, right));
      refused("product", () -> kernels.hessianVector(block, loss, right, right, wrong));
    }
    refused("margins", () -> kernels.marginsInto(block, 1, right, new double[3]));
    refused("outputs", () -> kernels.marginsInto(block, 0, new double[0], right));
  }

  private static void refused(String name, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertEquals("`" + name + "` must", message.substring(0, name.length() + 7), message);
  }

  /** Results are added to what the caller's arrays hold, within 1e-12 of the sum of magnitudes. */
  private static void checkAll(Kernels kernels, Block block) {
    int length = block.features() + 1;
    double[] theta = RandomBlocks.vector(length, 11);
    double[] direction = RandomBlocks.vector(length, 12);
    double[] margins = new double[block.rows()];
    kernels.marginsInto(block, 1, theta, margins);
    close(RowByRow.margins(block, theta), margins, length);
    for (MarginLoss loss : MarginLoss.values()) {
      double[] gradient = RandomBlocks.vector(length, 13);
      double[] expected = gradient.clone();
      double sum = kernels.lossGradient(block, loss, theta, gradient);
      double expectedSum = RowByRow.lossGradient(block, loss, theta, expected);
      assertEquals(expectedSum, sum, 1e-12 * Math.max(1, expectedSum));
      assertEquals(sum, kernels.loss(block, loss, theta));
      close(expected, gradient, block.rows());

      double[] product = RandomBlocks.vector(length, 14);
      double[] expectedProduct = product.clone();
      kernels.hessianVector(block, loss, theta, direction, product);
      RowByRow.hessianVector(block, loss, theta, direction, expectedProduct);
      close(expectedProduct, product, (double) block.rows() * length);
    }
  }

  private static void close(double[] expected, double[] actual, double magnitude) {
    assertArrayEquals(expected, actual, 1e-12 * Math.max(1, Math.sqrt(magnitude)));
  }
}
