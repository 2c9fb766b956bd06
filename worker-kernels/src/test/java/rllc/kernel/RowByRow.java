package rllc.kernel;

import rllc.loss.Loss;
import rllc.shard.Block;

/** The textbook sums over one densified row at a time; each array has the layout of theta. */
record RowByRow(
    double loss,
    double[] gradient,
    double[] border,
    double[] squares,
    double[] product,
    double[] margins) {
  static RowByRow of(Block block, Loss loss, double[] theta, double[] direction) {
    int outputs = loss.outputs();
    double sum = 0;
    double[] gradient = new double[theta.length];
    double[] border = new double[theta.length];
    double[] squares = new double[theta.length];
    double[] product = new double[theta.length];
    double[] margins = new double[block.rows() * outputs];
    double[] values = block.values();
    for (int row = 0; row < block.rows(); row++) {
      double weight = block.weight(row);
      double label = block.label(row);
      double[] x = row(block, values, row);
      double[] m = times(theta, x, outputs);
      System.arraycopy(m, 0, margins, row * outputs, outputs);
      sum += weight * loss.value(m, label);
      double[] k = new double[outputs];
      loss.multipliersInto(m, label, k);
      add(weight, k, x, gradient);
      loss.curvaturesInto(m, label, k);
      add(weight, k, x, border);
      double[] p = times(direction, x, outputs);
      loss.hessianInPlace(m, label, p);
      add(weight, p, x, product);
      for (int j = 0; j < x.length; j++) {
        x[j] *= x[j];
      }
      add(weight, k, x, squares);
    }
    return new RowByRow(sum, gradient, border, squares, product, margins);
  }

  /** (x, 1). */
  static double[] row(Block block, double[] values, int row) {
    int features = block.features();
    double[] x = new double[features + 1];
    x[features] = 1;
    if (block.isDense()) {
      System.arraycopy(values, row * features, x, 0, features);
    } else {
      for (int k = block.rowStarts()[row]; k < block.rowStarts()[row + 1]; k++) {
        x[block.indices()[k]] = values[k];
      }
    }
    return x;
  }

  private static double[] times(double[] theta, double[] x, int outputs) {
    double[] margins = new double[outputs];
    for (int j = 0; j < x.length; j++) {
      for (int k = 0; k < outputs; k++) {
        margins[k] += x[j] * theta[j * outputs + k];
      }
    }
    return margins;
  }

  private static void add(double weight, double[] multipliers, double[] x, double[] sum) {
    for (int j = 0; j < x.length; j++) {
      for (int k = 0; k < multipliers.length; k++) {
        sum[j * multipliers.length + k] += weight * multipliers[k] * x[j];
      }
    }
  }
}
