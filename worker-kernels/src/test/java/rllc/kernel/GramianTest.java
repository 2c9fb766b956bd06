package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.Precision;

class GramianTest {
  private static Block block(int rows, int features, double share, Precision precision) {
    SplittableRandom random = new SplittableRandom(rows + features);
    BlockBuilder builder = new BlockBuilder(features);
    for (int i = 0; i < rows; i++) {
      double[] x = new double[features];
      for (int j = 0; j < features; j++) {
        x[j] = random.nextDouble() < share ? random.nextInt(9) - 4 : 0;
      }
      builder.addDense(0, 0.5 + random.nextInt(3), x);
    }
    builder.finish();
    Block block = builder.drain().get(0);
    return precision == Precision.FLOAT ? block.inFloats() : block;
  }

  @Test
  void isTheSumOfProducts() {
    for (Precision precision : Precision.values()) {
      for (double share : new double[] {1, 0.2}) {
        for (int rows : new int[] {1, 3, 4, 5, 17}) {
          check(block(rows, 7, share, precision));
        }
      }
    }
  }

  private static void check(Block block) {
    int d = block.features();
    int offset = 5;
    double[] sums = new double[offset + Gramian.length(d) + 1];
    double[] weights = new double[block.rows()];
    Arrays.setAll(weights, row -> block.weight(row) * (1 + row % 3));
    Gramian.addInto(block, weights, sums, offset);
    assertArrayEquals(new double[offset], Arrays.copyOf(sums, offset));
    assertEquals(0, sums[sums.length - 1]);
    for (int j = 0; j <= d; j++) {
      for (int k = 0; k <= j; k++) {
        double expected = 0;
        for (int row = 0; row < block.rows(); row++) {
          expected += weights[row] * entry(block, row, j) * entry(block, row, k);
        }
        assertEquals(expected, sums[offset + j * (j + 1) / 2 + k], 1e-12);
      }
    }
  }

  private static double entry(Block block, int row, int j) {
    if (j == block.features()) {
      return 1;
    }
    if (block.isDense()) {
      return block.values()[row * block.features() + j];
    }
    for (int k = block.rowStarts()[row]; k < block.rowStarts()[row + 1]; k++) {
      if (block.indices()[k] == j) {
        return block.values()[k];
      }
    }
    return 0;
  }

  /** An index j (j + 1) / 2 must not overflow before it is halved. */
  @Test
  void moreFeaturesThanIndicesReachAreRefused() {
    int most = 46_340;
    Math.multiplyExact(most, most + 1);
    assertThrows(ArithmeticException.class, () -> Math.multiplyExact(most + 1, most + 2));
    assertEquals((most + 1L) * (most + 2L) / 2, Gramian.length(most));
    for (int features : new int[] {-1, most + 1, 50_000, 65_535}) {
      assertEquals(
          "`features` of a Gramian must be from 0 to 46340, got " + features,
          assertThrows(IllegalArgumentException.class, () -> Gramian.length(features))
              .getMessage());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Block block = block(3, 7, 1, Precision.DOUBLE);
    double[] sums = new double[36];
    double[] weights = new double[3];
    for (int offset : new int[] {-1, 1, Integer.MAX_VALUE}) {
      assertEquals(
          "`sums` must have 36 numbers from `offset` on, got length 36 and offset " + offset,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Gramian.addInto(block, weights, sums, offset))
              .getMessage());
    }
    assertThrows(
        IllegalArgumentException.class, () -> Gramian.addInto(block, new double[2], sums, 0));
  }
}
