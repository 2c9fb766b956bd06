package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.loss.Huber;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.loss.SquaredHinge;
import rllc.loss.Tweedie;
import rllc.shard.Block;
import rllc.shard.BlockRows;

/** Every implementation against a plain loop over rows: sizes 0, 1, primes, vector widths +-1. */
class KernelsTest {
  private static final int[] FEATURES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 31, 33, 101};
  private static final int[] ROWS = {0, 1, 2, 3, 4, 5, 8, 17, 63, 64, 65, 131};
  private static final int[] COLUMNS = {2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31, 33, 101};
  private static final List<Loss> SCALAR =
      List.of(MarginLoss.LOGISTIC, MarginLoss.SQUARED, new SquaredHinge(), new Huber(0.7));

  private static final Loss POISSON = MarginLoss.POISSON;
  private static final List<Loss> AMOUNTS =
      List.of(POISSON, MarginLoss.GAMMA, new Tweedie(1.05), new Tweedie(1.9));

  static Stream<Named<Kernels>> implementations() {
    return Implementations.all().stream().map(k -> Named.of(Implementations.name(k), k));
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void scalarLossesEqualRowByRow(Kernels kernels) {
    for (int features : FEATURES) {
      for (int rows : ROWS) {
        for (Block block : RandomBlocks.ofEveryLayout(rows, features, rows % 2 == 0, rows + 3L)) {
          for (Loss loss : SCALAR) {
            checkAll(kernels, block, loss);
          }
          for (Loss loss : AMOUNTS) {
            checkAll(kernels, RandomBlocks.withAmounts(block, rows), loss);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void softmaxEqualsRowByRow(Kernels kernels) {
    for (int classes : COLUMNS) {
      for (int rows : new int[] {0, 1, 7, 64, 67}) {
        for (Block block : RandomBlocks.ofEveryLayout(rows, 29, rows % 2 == 1, classes)) {
          checkAll(kernels, block, new Softmax(classes));
        }
      }
    }
  }

  /** Tiles of few rows; at the end more parameters than sparse rows take without asking ahead. */
  @ParameterizedTest
  @MethodSource("implementations")
  void largeShapesEqualRowByRow(Kernels kernels) {
    for (Block block : RandomBlocks.ofEveryLayout(23, 5003, true, 1)) {
      checkAll(kernels, block, MarginLoss.LOGISTIC);
      checkAll(kernels, block, new Softmax(3));
    }
    for (Block block : RandomBlocks.ofEveryLayout(13, 600, false, 2)) {
      checkAll(kernels, block, new Softmax(Kernels.MOST_COLUMNS));
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void severalVectorsEqualOneByOne(Kernels kernels) {
    for (Loss loss : List.of(MarginLoss.LOGISTIC, new Huber(0.7), new Softmax(3), POISSON)) {
      for (int points : new int[] {1, 2, 3, 4, 5, 8, 11, 16}) {
        for (Block block : RandomBlocks.ofEveryLayout(67, 21, points % 2 == 0, points)) {
          checkPoints(kernels, block, loss, points);
        }
      }
    }
  }

  /** Short rows and long ones, beyond what a tile holds; also the order given, and a row twice. */
  @ParameterizedTest
  @MethodSource("implementations")
  void someRowsEqualABlockOfThem(Kernels kernels) {
    int[][] some = {{}, {0}, {130}, {5, 3, 3, 90, 2, 17}, every(131, 3), every(131, 1)};
    for (int features : new int[] {1, 7, 57, 900, 9001}) {
      int rows = features > 57 ? 24 : 131;
      for (Block block : RandomBlocks.ofEveryLayout(rows, features, features % 3 == 0, 5)) {
        for (int[] chosen : some) {
          int[] within = Arrays.stream(chosen).filter(row -> row < rows).toArray();
          checkRows(kernels, block, within, MarginLoss.LOGISTIC, 1);
          checkRows(kernels, block, within, new Huber(0.7), 10);
          checkRows(kernels, block, within, new Softmax(3), 1);
          checkRows(kernels, block, within, POISSON, 2);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void rowsThatAreNotChosenAreNotLookedAt(Kernels kernels) {
    double[] values = RandomBlocks.vector(40 * 6, 1);
    Arrays.fill(values, 7 * 6, 8 * 6, Double.NaN);
    Block block = Block.dense(6, new double[40], null, values);
    double[] losses = new double[1];
    double[] theta = RandomBlocks.vector(7, 2);
    kernels.lossGradients(
        block, new int[] {6, 8}, MarginLoss.LOGISTIC, theta, losses, new double[7]);
    assertEquals(true, Double.isFinite(losses[0]));
    for (int row : new int[] {-1, 40}) {
      int[] rows = {0, row};
      double[] ok = new double[7];
      Loss loss = MarginLoss.LOGISTIC;
      refused("rows", () -> kernels.lossGradients(block, rows, loss, ok, losses, ok));
      refused("rows", () -> kernels.hessianVector(block, rows, loss, ok, ok, ok));
    }
  }

  private static int[] every(int rows, int stride) {
    return IntStream.iterate(0, row -> row < rows, row -> row + stride).toArray();
  }

  private static void checkRows(Kernels kernels, Block block, int[] rows, Loss loss, int points) {
    int length = (block.features() + 1) * loss.outputs();
    double[] thetas = RandomBlocks.theta(loss, length * points, 3);
    double[] theta = RandomBlocks.theta(loss, length, 4);
    double[][] expected = {new double[points], new double[length * points], new double[length]};
    double[][] actual = {new double[points], new double[length * points], new double[length]};
    Kernels oracle = new JavaKernels();
    Block copied = BlockRows.of(block, rows);
    oracle.lossGradients(copied, loss, thetas, expected[0], expected[1]);
    oracle.hessianVector(copied, loss, theta, theta, expected[2]);
    kernels.lossGradients(block, rows, loss, thetas, actual[0], actual[1]);
    kernels.hessianVector(block, rows, loss, theta, theta, actual[2]);
    for (int i = 0; i < 3; i++) {
      double most = Arrays.stream(expected[i]).map(Math::abs).max().orElseThrow();
      assertArrayEquals(expected[i], actual[i], 1e-12 * (rows.length + most));
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void normsEqualRowByRow(Kernels kernels) {
    for (int features : FEATURES) {
      double[] squares = RandomBlocks.vector(features, 1);
      double[] slopes = RandomBlocks.vector(features, 2);
      for (int rows : ROWS) {
        for (Block block : RandomBlocks.ofEveryLayout(rows, features, rows % 2 == 0, rows + 3L)) {
          double[] norms = new double[rows + 1];
          Arrays.fill(norms, -7);
          kernels.normsInto(block, squares, slopes, norms);
          for (int row = 0; row < rows; row++) {
            double[] x = RowByRow.row(block, block.values(), row);
            double expected = 0;
            for (int j = 0; j < features; j++) {
              expected += squares[j] * x[j] * x[j] + slopes[j] * x[j];
            }
            assertEquals(expected, norms[row], 1e-12 * (features + 1));
          }
          assertEquals(-7, norms[rows]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sameArgumentsGiveTheSameBits(Kernels kernels) {
    for (Loss loss : List.of(MarginLoss.LOGISTIC, new Softmax(10))) {
      for (Block block : RandomBlocks.ofEveryLayout(131, 57, true, 5)) {
        double[] theta = RandomBlocks.vector(58 * loss.outputs(), 6);
        double[] first = new double[theta.length];
        double[] second = new double[theta.length];
        double sum = kernels.lossGradient(block, loss, theta, first);
        assertEquals(sum, kernels.lossGradient(block, loss, theta, second));
        assertEquals(sum, kernels.loss(block, loss, theta));
        assertArrayEquals(first, second);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void lengthsAreChecked(Kernels kernels) {
    Block block = RandomBlocks.dense(4, 3, false, 1);
    double[] ok = new double[4];
    double[] one = new double[1];
    Loss loss = MarginLoss.LOGISTIC;
    for (double[] bad : new double[][] {new double[3], new double[5], null}) {
      refused("theta", () -> kernels.lossGradient(block, loss, bad, ok));
      refused("gradient", () -> kernels.lossGradient(block, loss, ok, bad));
      refused("border", () -> kernels.lossGradientDiagonal(block, loss, ok, ok, bad, ok));
      refused("squares", () -> kernels.lossGradientDiagonal(block, loss, ok, ok, ok, bad));
      refused("thetas", () -> kernels.lossGradients(block, loss, bad, one, ok));
      refused("gradients", () -> kernels.lossGradients(block, loss, ok, one, bad));
      refused("theta", () -> kernels.loss(block, loss, bad));
      refused("theta", () -> kernels.marginsInto(block, 1, bad, ok));
      refused("theta", () -> kernels.hessianVector(block, loss, bad, ok, ok));
      refused("direction", () -> kernels.hessianVector(block, loss, ok, bad, ok));
      refused("product", () -> kernels.hessianVector(block, loss, ok, ok, bad));
    }
    double[] three = new double[3];
    for (double[] bad : new double[][] {new double[2], new double[4], null}) {
      refused("squares", () -> kernels.normsInto(block, bad, three, ok));
      refused("slopes", () -> kernels.normsInto(block, three, bad, ok));
    }
    refused("norms", () -> kernels.normsInto(block, three, three, three));
    refused("norms", () -> kernels.normsInto(block, three, three, null));
    refused("losses", () -> kernels.lossGradients(block, loss, ok, new double[0], ok));
    refused("losses", () -> kernels.lossGradients(block, loss, ok, new double[1025], ok));
    refused("margins", () -> kernels.marginsInto(block, 1, ok, new double[3]));
    refused("outputs", () -> kernels.marginsInto(block, 0, new double[0], ok));
    refused("outputs", () -> kernels.marginsInto(block, 1025, ok, ok));
  }

  @Test
  void moveIntoAddsEmptiesAndReturnsTheSquaredNorm() {
    double[] part = {1, -2, 3};
    double[] sum = {10, 20, 30};
    assertEquals(14, Kernels.moveInto(part, sum));
    assertArrayEquals(new double[3], part);
    assertArrayEquals(new double[] {11, 18, 33}, sum);
    assertThrows(IllegalArgumentException.class, () -> Kernels.moveInto(part, part));
    assertThrows(IllegalArgumentException.class, () -> Kernels.moveInto(part, new double[2]));
  }

  private static void refused(String name, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertEquals("`" + name + "` must", message.substring(0, name.length() + 7), message);
  }

  /** Results are added to what the arrays hold, and agree to 1e-12 of what was added up. */
  private static void checkAll(Kernels kernels, Block block, Loss loss) {
    int length = (block.features() + 1) * loss.outputs();
    double[] theta = RandomBlocks.theta(loss, length, 11);
    double[] direction = RandomBlocks.vector(length, 12);
    RowByRow expected = RowByRow.of(block, loss, theta, direction);
    double[][] sums = new double[4][length];
    for (double[] sum : sums) {
      Arrays.fill(sum, 0.25);
    }
    double value = kernels.lossGradientDiagonal(block, loss, theta, sums[0], sums[1], sums[2]);
    kernels.hessianVector(block, loss, theta, direction, sums[3]);
    double[] margins = new double[block.rows() * loss.outputs()];
    kernels.marginsInto(block, loss.outputs(), theta, margins);
    String what = loss + " " + block.rows() + " x " + block.features();
    assertEquals(expected.loss(), value, 1e-12 * Math.max(1, expected.loss()), what);
    close(expected.gradient(), sums[0], block.rows(), what);
    close(expected.border(), sums[1], block.rows(), what);
    close(expected.squares(), sums[2], block.rows(), what);
    close(expected.product(), sums[3], block.rows() * (1 + Math.sqrt(length)), what);
    assertArrayEquals(expected.margins(), margins, 1e-12 * Math.sqrt(1 + length), what);

    double[] gradient = new double[length];
    Arrays.fill(gradient, 0.25);
    assertEquals(value, kernels.lossGradient(block, loss, theta, gradient), what);
    assertEquals(value, kernels.loss(block, loss, theta), what);
    close(expected.gradient(), gradient, block.rows(), what);
  }

  private static void close(double[] expected, double[] actual, double magnitude, String what) {
    double tolerance = 1e-12 * Math.max(1, Math.sqrt(magnitude));
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j] + 0.25, actual[j], tolerance, what);
    }
  }

  private static void checkPoints(Kernels kernels, Block block, Loss loss, int points) {
    int outputs = loss.outputs();
    int length = (block.features() + 1) * outputs;
    double[] thetas = new double[points * length];
    double[] gradients = new double[points * length];
    double[] losses = new double[points];
    for (int r = 0; r < points; r++) {
      interleave(RandomBlocks.theta(loss, length, r), thetas, r, points, outputs);
    }
    kernels.lossGradients(block, loss, thetas, losses, gradients);
    double[] expected = new double[points * length];
    for (int r = 0; r < points; r++) {
      double[] gradient = new double[length];
      double sum = kernels.lossGradient(block, loss, RandomBlocks.theta(loss, length, r), gradient);
      assertEquals(sum, losses[r], 1e-12 * Math.max(1, sum));
      interleave(gradient, expected, r, points, outputs);
    }
    assertArrayEquals(expected, gradients, 1e-11);
  }

  private static void interleave(double[] one, double[] all, int r, int points, int outputs) {
    for (int i = 0; i < one.length; i++) {
      all[(i / outputs * points + r) * outputs + i % outputs] = one[i];
    }
  }
}
