package rllc.spark.score;

import java.util.Arrays;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.optim.Vectors;
import rllc.shard.Block;
import rllc.spark.data.PackedData;
import rllc.spark.sum.ShardFunction;

/** Weights of rows by their class and the class that a model tells. */
public final class Confusions implements ShardFunction<double[]> {
  private static final long serialVersionUID = 1L;

  private final double[] theta;
  private final int classes;
  private final KernelMode kernel;

  private Confusions(double[] theta, int classes, KernelMode kernel) {
    this.theta = theta.clone();
    this.classes = classes;
    this.kernel = kernel;
  }

  /**
   * Row i, column j: the weight of rows of class i that are told to be of class j.
   *
   * @param theta d * K coefficients, class-fastest, and K intercepts, on the features' own scale
   */
  public static double[][] of(PackedData data, double[] theta, KernelMode kernel) {
    int classes = theta.length / (data.features() + 1);
    double[] sums = data.sum(new Confusions(theta, classes, kernel));
    double[][] matrix = new double[classes][];
    Arrays.setAll(matrix, i -> Arrays.copyOfRange(sums, i * classes, (i + 1) * classes));
    return matrix;
  }

  @Override
  public double[] empty() {
    return new double[classes * classes];
  }

  @Override
  public long length() {
    return (long) classes * classes;
  }

  @Override
  public void add(double[] sum, Block block, int number) {
    double[] margins = new double[block.rows() * classes];
    KernelChoice.of(kernel).kernels().marginsInto(block, classes, theta, margins);
    for (int row = 0; row < block.rows(); row++) {
      int told = MetricSums.predicted(margins, row * classes, classes);
      sum[(int) block.label(row) * classes + told] += block.weight(row);
    }
  }

  @Override
  public void merge(double[] sum, double[] next) {
    Vectors.addScaledInto(1, next, sum);
  }

  @Override
  public void clear(double[] sum) {
    Arrays.fill(sum, 0);
  }
}
