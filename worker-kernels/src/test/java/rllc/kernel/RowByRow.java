package rllc.kernel;

import rllc.shard.Block;
import rllc.shard.MarginLoss;

/** The textbook loops over one densified row at a time. */
final class RowByRow {
  private RowByRow() {}

  static double[] margins(Block block, double[] theta) {
    double[] margins = new double[block.rows()];
    for (int row = 0; row < block.rows(); row++) {
      margins[row] = dot(row(block, row), theta);
    }
    return margins;
  }

  static double lossGradient(Block block, MarginLoss loss, double[] theta, double[] gradient) {
    double sum = 0;
    for (int row = 0; row < block.rows(); row++) {
      double[] x = row(block, row);
      double margin = dot(x, theta);
      sum += block.weight(row) * loss.value(margin, block.label(row));
      add(block.weight(row) * loss.multiplier(margin, block.label(row)), x, gradient);
    }
    return sum;
  }

  static void hessianVector(
      Block block, MarginLoss loss, double[] theta, double[] direction, double[] product) {
    for (int row = 0; row < block.rows(); row++) {
      double[] x = row(block, row);
      double curvature = loss.curvature(dot(x, theta), block.label(row));
      add(block.weight(row) * curvature * dot(x, direction), x, product);
    }
  }

  /** (x, 1). */
  private static double[] row(Block block, int row) {
    int features = block.features();
    double[] x = new double[features + 1];
    x[features] = 1;
    if (block.isDense()) {
      System.arraycopy(block.values(), row * features, x, 0, features);
    } else {
      for (int k = block.rowStarts()[row]; k < block.rowStarts()[row + 1]; k++) {
        x[block.indices()[k]] = block.values()[k];
      }
    }
    return x;
  }

  private static double dot(double[] x, double[] theta) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * theta[j];
    }
    return sum;
  }

  private static void add(double multiplier, double[] x, double[] sum) {
    for (int j = 0; j < x.length; j++) {
      sum[j] += multiplier * x[j];
    }
  }
}
