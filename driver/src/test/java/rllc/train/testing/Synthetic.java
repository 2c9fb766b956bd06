package rllc.train.testing;

import java.util.List;
import java.util.SplittableRandom;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;

/**
 * Gaussian rows, mirrored three times; the covariance has the given condition. Labels of 0 and 1
 * are drawn by the logistic model.
 */
public final class Synthetic {
  private Synthetic() {}

  public static List<Block> blocks(int rows, int features, double condition) {
    SplittableRandom random = new SplittableRandom(5);
    double[] scale = new double[features];
    double[] truth = new double[features];
    double[][] mirrors = new double[3][];
    for (int j = 0; j < features; j++) {
      scale[j] = Math.pow(condition, -0.5 * j / (features - 1));
      truth[j] = random.nextGaussian() / scale[j] / Math.sqrt(features);
    }
    for (int m = 0; m < mirrors.length; m++) {
      mirrors[m] = gaussian(features, random);
    }
    BlockBuilder builder = new BlockBuilder(features);
    for (int i = 0; i < rows; i++) {
      double[] x = gaussian(features, random);
      for (int j = 0; j < features; j++) {
        x[j] *= scale[j];
      }
      double score = dot(truth, x);
      for (double[] mirror : mirrors) {
        double factor = 2 * dot(mirror, x) / dot(mirror, mirror);
        for (int j = 0; j < features; j++) {
          x[j] -= factor * mirror[j];
        }
      }
      builder.addDense(random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0, 1, x);
    }
    builder.finish();
    return builder.drain();
  }

  private static double[] gaussian(int length, SplittableRandom random) {
    double[] x = new double[length];
    for (int j = 0; j < length; j++) {
      x[j] = random.nextGaussian();
    }
    return x;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
