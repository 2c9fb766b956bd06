package rllc.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import rllc.shard.Block;

/** Small blocks of known shape for kernel tests. */
final class TestBlocks {
  private TestBlocks() {}

  static double[] gaussians(int length, double scale, SplittableRandom random) {
    double[] x = new double[length];
    Arrays.setAll(x, i -> scale * random.nextGaussian());
    return x;
  }

  static double[] labels(int rows, SplittableRandom random) {
    return random.doubles(rows).map(Math::round).toArray();
  }

  static double[] weights(int rows, SplittableRandom random) {
    double[] weights = random.doubles(rows).toArray();
    if (rows > 2) {
      weights[rows / 2] = 0;
    }
    return weights;
  }

  static Block dense(int rows, int features, boolean weighted, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Block.dense(
        features,
        labels(rows, random),
        weighted ? weights(rows, random) : null,
        gaussians(rows * features, scale, random));
  }

  /** About a third of the entries are there; some rows are empty. */
  static Block sparse(int rows, int features, boolean weighted, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] starts = new int[rows + 1];
    int[] indices = new int[rows * features];
    int entries = 0;
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < features && row % 7 != 3; j++) {
        if (random.nextInt(3) == 0) {
          indices[entries++] = j;
        }
      }
      starts[row + 1] = entries;
    }
    return Block.sparse(
        features,
        labels(rows, random),
        weighted ? weights(rows, random) : null,
        starts,
        Arrays.copyOf(indices, entries),
        gaussians(entries, scale, random));
  }
}
