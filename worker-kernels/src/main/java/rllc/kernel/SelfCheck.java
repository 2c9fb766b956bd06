package rllc.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import rllc.shard.Block;
import rllc.shard.MarginLoss;

/** Compares native kernels with the Java ones on small blocks before they are offered. */
final class SelfCheck {
  private static final double TOLERANCE = 1e-12;
  private static final int ROWS = 43;
  private static final int FEATURES = 13;

  private SelfCheck() {}

  /** What differs, or null. */
  static String complaint(Kernels candidate) {
    Kernels oracle = new JavaKernels();
    SplittableRandom random = new SplittableRandom(7);
    for (Block block : new Block[] {dense(random), sparse(random)}) {
      for (MarginLoss loss : MarginLoss.values()) {
        double[] theta = uniform(FEATURES + 1, 4, random);
        double[] expected = results(oracle, block, loss, theta);
        double[] actual = results(candidate, block, loss, theta);
        for (int i = 0; i < expected.length; i++) {
          double difference = Math.abs(expected[i] - actual[i]);
          if (!(difference <= TOLERANCE * (ROWS + Math.abs(expected[i])))) {
            return loss + " differs: Java " + expected[i] + ", native " + actual[i];
          }
        }
      }
    }
    return null;
  }

  private static double[] results(Kernels kernels, Block block, MarginLoss loss, double[] theta) {
    double[] gradient = new double[theta.length];
    double[] product = new double[theta.length];
    double[] margins = new double[ROWS];
    double value = kernels.lossGradient(block, loss, theta, gradient);
    kernels.hessianVector(block, loss, theta, theta, product);
    kernels.marginsInto(block, 1, theta, margins);
    double[] all = Arrays.copyOf(gradient, 2 * theta.length + ROWS + 2);
    System.arraycopy(product, 0, all, theta.length, theta.length);
    System.arraycopy(margins, 0, all, 2 * theta.length, ROWS);
    all[all.length - 2] = value;
    all[all.length - 1] = kernels.loss(block, loss, theta);
    return all;
  }

  private static Block dense(SplittableRandom random) {
    return Block.dense(
        FEATURES, labels(random), uniform(ROWS, 1, random), uniform(ROWS * FEATURES, 2, random));
  }

  private static Block sparse(SplittableRandom random) {
    int[] starts = new int[ROWS + 1];
    int[] indices = new int[ROWS * FEATURES];
    int entries = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < FEATURES; j++) {
        if (random.nextBoolean()) {
          indices[entries++] = j;
        }
      }
      starts[row + 1] = entries;
    }
    return Block.sparse(
        FEATURES,
        labels(random),
        null,
        starts,
        Arrays.copyOf(indices, entries),
        uniform(entries, 2, random));
  }

  private static double[] labels(SplittableRandom random) {
    return random.doubles(ROWS).map(Math::round).toArray();
  }

  private static double[] uniform(int length, double width, SplittableRandom random) {
    return random.doubles(length).map(x -> width * (x - (width == 1 ? 0 : 0.5))).toArray();
  }
}
