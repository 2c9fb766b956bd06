package rllc.kernel;

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
    double[] sums = new double[Gramian.length(d)];
    double[] weights = new double[block.rows()];
    Arrays.setAll(weights, row -> block.weight(row) * (1 + row % 3));
    Gramian.addInto(block, weights, sums);
    for (int j = 0; j <= d; j++) {
      for (int k = 0; k <= j; k++) {
        double expected = 0;
        for (int row = 0; row < block.rows(); row++) {
          expected += weights[row] * entry(block, row, j) * entry(block, row, k);
        }
        assertEquals(expected, sums[j * (j + 1) / 2 + k], 1e-12);
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

  @Test
  void wrongLengthIsRefused() {
    Block block = block(3, 7, 1, Precision.DOUBLE);
    double[] weights = new double[3];
    assertThrows(
        IllegalArgumentException.class, () -> Gramian.addInto(block, weights, new double[35]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Gramian.addInto(block, new double[2], new double[36]));
  }
}
