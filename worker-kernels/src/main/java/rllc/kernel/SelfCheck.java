package rllc.kernel;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;

/** A small comparison of the native kernels with the Java ones, passed before they are offered. */
final class SelfCheck {
  private static final int ROWS = 37;
  private static final int FEATURES = 19;

  private SelfCheck() {}

  /**
   * Compares every operation on small blocks of every layout.
   *
   * @throws NativeLibrary.Unavailable if a result differs by more than rounding
   */
  static void check(Kernels candidate, Kernels oracle) {
    Random random = new Random(3);
    double[] theta = random.doubles(FEATURES + 1, -1, 1).toArray();
    double[] direction = random.doubles(FEATURES + 1, -1, 1).toArray();
    for (Block block : new Block[] {dense(random), sparse(random)}) {
      compare(
          "margins",
          out -> candidate.marginsInto(block, 1, theta, out),
          out -> oracle.marginsInto(block, 1, theta, out),
          ROWS);
      for (Loss loss : MarginLoss.values()) {
        compare(
            loss + " gradient",
            out -> candidate.lossGradient(block, loss, theta, out),
            out -> oracle.lossGradient(block, loss, theta, out),
            FEATURES + 1);
        compare(
            loss + " loss",
            out -> out[0] = candidate.loss(block, loss, theta),
            out -> out[0] = oracle.loss(block, loss, theta),
            1);
        compare(
            loss + " Hessian-vector product",
            out -> candidate.hessianVector(block, loss, theta, direction, out),
            out -> oracle.hessianVector(block, loss, theta, direction, out),
            FEATURES + 1);
      }
    }
  }

  private static void compare(
      String what, Consumer<double[]> candidate, Consumer<double[]> oracle, int length) {
    double[] actual = new double[length];
    double[] expected = new double[length];
    candidate.accept(actual);
    oracle.accept(expected);
    for (int i = 0; i < length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= 1e-11 * Math.max(1, Math.abs(expected[i])))) {
        throw new NativeLibrary.Unavailable(
            "the self-check of the native kernels failed: "
                + what
                + " must be "
                + expected[i]
                + ", got "
                + actual[i],
            "report this with the output of `lscpu`; set kernel.use = java meanwhile",
            null);
      }
    }
  }

  private static Block dense(Random random) {
    return Block.dense(
        FEATURES, labels(random), null, random.doubles(ROWS * FEATURES, -2, 2).toArray());
  }

  private static Block sparse(Random random) {
    int[] starts = new int[ROWS + 1];
    int[] indices = new int[ROWS * FEATURES];
    int entries = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < FEATURES; j++) {
        if (random.nextInt(3) == 0) {
          indices[entries++] = j;
        }
      }
      starts[row + 1] = entries;
    }
    return Block.sparse(
        FEATURES,
        labels(random),
        random.doubles(ROWS, 0, 2).toArray(),
        starts,
        Arrays.copyOf(indices, entries),
        random.doubles(entries, -2, 2).toArray());
  }

  private static double[] labels(Random random) {
    return random.ints(ROWS, 0, 2).asDoubleStream().toArray();
  }
}
