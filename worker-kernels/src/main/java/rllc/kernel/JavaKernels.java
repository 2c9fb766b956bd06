package rllc.kernel;

import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;

/** The kernels in plain Java: the oracle of the native ones and their fallback. */
public final class JavaKernels implements Kernels {
  @Override
  public String use() {
    return "java";
  }

  @Override
  public String isa() {
    return "jvm";
  }

  @Override
  public double lossGradient(Block block, Loss loss, double[] theta, double[] gradient) {
    Lengths.checkParameters("theta", theta, block, loss.outputs());
    Lengths.checkParameters("gradient", gradient, block, loss.outputs());
    MarginLoss marginLoss = (MarginLoss) loss;
    double sum = 0;
    for (int row = 0; row < block.rows(); row++) {
      double margin = margin(block, row, theta);
      double weight = block.weight(row);
      double label = block.label(row);
      sum += weight * marginLoss.value(margin, label);
      addRow(block, row, weight * marginLoss.multiplier(margin, label), gradient);
    }
    return sum;
  }

  @Override
  public double loss(Block block, Loss loss, double[] theta) {
    Lengths.checkParameters("theta", theta, block, loss.outputs());
    MarginLoss marginLoss = (MarginLoss) loss;
    double sum = 0;
    for (int row = 0; row < block.rows(); row++) {
      sum += block.weight(row) * marginLoss.value(margin(block, row, theta), block.label(row));
    }
    return sum;
  }

  @Override
  public void marginsInto(Block block, int outputs, double[] theta, double[] margins) {
    Lengths.checkParameters("theta", theta, block, outputs);
    Lengths.checkMargins(margins, block, outputs);
    for (int row = 0; row < block.rows(); row++) {
      margins[row] = margin(block, row, theta);
    }
  }

  @Override
  public void hessianVector(
      Block block, Loss loss, double[] theta, double[] direction, double[] product) {
    Lengths.checkParameters("theta", theta, block, loss.outputs());
    Lengths.checkParameters("direction", direction, block, loss.outputs());
    Lengths.checkParameters("product", product, block, loss.outputs());
    MarginLoss marginLoss = (MarginLoss) loss;
    for (int row = 0; row < block.rows(); row++) {
      double curvature = marginLoss.curvature(margin(block, row, theta), block.label(row));
      addRow(block, row, block.weight(row) * curvature * margin(block, row, direction), product);
    }
  }

  private static double margin(Block block, int row, double[] theta) {
    double[] values = block.values();
    int features = block.features();
    double margin = theta[features];
    if (block.isDense()) {
      int start = row * features;
      for (int j = 0; j < features; j++) {
        margin += values[start + j] * theta[j];
      }
    } else {
      int[] indices = block.indices();
      for (int k = block.rowStarts()[row]; k < block.rowStarts()[row + 1]; k++) {
        margin += values[k] * theta[indices[k]];
      }
    }
    return margin;
  }

  /** sum += multiplier * (x, 1). */
  private static void addRow(Block block, int row, double multiplier, double[] sum) {
    double[] values = block.values();
    int features = block.features();
    if (block.isDense()) {
      int start = row * features;
      for (int j = 0; j < features; j++) {
        sum[j] += multiplier * values[start + j];
      }
    } else {
      int[] indices = block.indices();
      for (int k = block.rowStarts()[row]; k < block.rowStarts()[row + 1]; k++) {
        sum[indices[k]] += multiplier * values[k];
      }
    }
    sum[features] += multiplier;
  }
}
