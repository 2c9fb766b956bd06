package rllc.kernel;

import java.util.Arrays;
import java.util.Random;
import rllc.shard.Block;

/** Seeded blocks for tests. */
final class RandomBlocks {
  private RandomBlocks() {}

  static Block dense(int rows, int features, boolean weighted, long seed) {
    Random random = new Random(seed);
    return Block.dense(
        features,
        labels(rows, random),
        weighted ? random.doubles(rows, 0, 3).toArray() : null,
        random.doubles((long) rows * features, -1, 1).toArray());
  }

  /** About 2 of 5 entries, some rows empty. */
  static Block sparse(int rows, int features, boolean weighted, long seed) {
    Random random = new Random(seed);
    int[] starts = new int[rows + 1];
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
    return Block.sparse(
        features,
        labels(rows, random),
        weighted ? random.doubles(rows, 0, 3).toArray() : null,
        starts,
        Arrays.copyOf(indices, entries),
        random.doubles(entries, -1, 1).toArray());
  }

  static double[] vector(int length, long seed) {
    return new Random(seed).doubles(length, -1, 1).toArray();
  }

  private static double[] labels(int rows, Random random) {
    return random.ints(rows, 0, 2).asDoubleStream().toArray();
  }
}
