package rllc.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import rllc.loss.Loss;
import rllc.shard.Block;

/** Seeded blocks for tests. */
final class RandomBlocks {
  private RandomBlocks() {}

  /** Labels are 0 or 1, which suits every loss. */
  static Block dense(int rows, int features, boolean weighted, long seed) {
    Random random = new Random(seed);
    return Block.dense(
        features, labels(rows, random), weights(rows, weighted, random), values(rows, features, 9));
  }

  /** One block of every layout: dense and sparse, doubles and floats, and ones. */
  static List<Block> ofEveryLayout(int rows, int features, boolean weighted, long seed) {
    Random random = new Random(seed);
    double[] labels = labels(rows, random);
    double[] weights = weights(rows, weighted, random);
    double[] values = values(rows, features, seed);
    int[] starts = new int[rows + 1];
    int[] indices = indices(rows, features, starts, random);
    double[] some = Arrays.copyOf(values, indices.length);
    return List.of(
        Block.dense(features, labels, weights, values),
        Block.dense(features, labels, weights, floats(values)),
        Block.sparse(features, labels, weights, starts, indices, some),
        Block.sparse(features, labels, weights, starts, indices, floats(some)),
        Block.ones(features, labels, weights, starts, indices));
  }

  static double[] vector(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }

  /**
   * Parameters; for losses with a log link so small that exp of a margin is of the order of one.
   */
  static double[] theta(Loss loss, int length, long seed) {
    double factor = Double.isInfinite(loss.mostCurvature()) ? 1 / Math.sqrt(length + 1.0) : 1;
    return Arrays.stream(vector(length, seed)).map(x -> factor * x).toArray();
  }

  /** The same rows with amounts as labels, all above 0. */
  static Block withAmounts(Block block, long seed) {
    Random random = new Random(seed);
    return block.withLabels(
        Arrays.stream(block.labels()).map(y -> 0.01 + y * 3 + random.nextDouble()).toArray());
  }

  static float[] floats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) doubles[k];
    }
    return floats;
  }

  private static double[] values(int rows, int features, long seed) {
    return vector(rows * features, seed);
  }

  /** Some rows weigh nothing. */
  private static double[] weights(int rows, boolean weighted, Random random) {
    if (!weighted) {
      return null;
    }
    double[] weights = random.doubles(rows, 0, 3).toArray();
    for (int row = 2; row < rows; row += 5) {
      weights[row] = 0;
    }
    return weights;
  }

  /** About 2 of 5 entries, some rows empty. */
  private static int[] indices(int rows, int features, int[] starts, Random random) {
    int[] indices = new int[rows * features];
    int entries = 0;
    for (int row = 0; row < rows; row++) {
      double density = row % 7 == 3 ? 0 : 0.4;
      for (int j = 0; j < features; j++) {
        if (random.nextDouble() < density) {
          indices[entries++] = j;
        }
      }
      starts[row + 1] = entries;
    }
    return Arrays.copyOf(indices, entries);
  }

  private static double[] labels(int rows, Random random) {
    return random.ints(rows, 0, 2).asDoubleStream().toArray();
  }
}
