package rllc.kernel;

import rllc.loss.Loss;
import rllc.loss.ScalarLoss;
import rllc.shard.Block;
import rllc.shard.BlockRows;

/** The kernels in plain Java. The native ones are tested against them and fall back to them. */
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
    Arguments.checkParameters("theta", theta, block, loss.outputs());
    Arguments.checkParameters("gradient", gradient, block, loss.outputs());
    if (loss instanceof ScalarLoss scalar) {
      return scalarPass(block, scalar, theta, gradient);
    }
    double[] sum = new double[1];
    pass(block, loss, theta, sum, gradient, null, null);
    return sum[0];
  }

  @Override
  public double lossGradientDiagonal(
      Block block,
      Loss loss,
      double[] theta,
      double[] gradient,
      double[] border,
      double[] squares) {
    Arguments.checkParameters("theta", theta, block, loss.outputs());
    Arguments.checkParameters("gradient", gradient, block, loss.outputs());
    Arguments.checkParameters("border", border, block, loss.outputs());
    Arguments.checkParameters("squares", squares, block, loss.outputs());
    double[] sum = new double[1];
    pass(block, loss, theta, sum, gradient, border, squares);
    return sum[0];
  }

  @Override
  public void lossGradients(
      Block block, int[] rows, Loss loss, double[] thetas, double[] losses, double[] gradients) {
    int columns = Arguments.columns(losses, loss);
    Arguments.checkParameters("thetas", thetas, block, columns);
    Arguments.checkParameters("gradients", gradients, block, columns);
    pass(part(block, rows), loss, thetas, losses, gradients, null, null);
  }

  @Override
  public double loss(Block block, Loss loss, double[] theta) {
    Arguments.checkParameters("theta", theta, block, loss.outputs());
    if (loss instanceof ScalarLoss scalar) {
      return scalarPass(block, scalar, theta, null);
    }
    double[] sum = new double[1];
    pass(block, loss, theta, sum, null, null, null);
    return sum[0];
  }

  @Override
  public void marginsInto(Block block, int outputs, double[] theta, double[] margins) {
    Arguments.checkParameters("theta", theta, block, outputs);
    Arguments.checkMargins(margins, block, outputs);
    Rows rows = Rows.of(block);
    double[] row = new double[outputs];
    for (int i = 0; i < block.rows(); i++) {
      rows.marginsInto(i, theta, row);
      System.arraycopy(row, 0, margins, i * outputs, outputs);
    }
  }

  @Override
  public void normsInto(Block block, double[] squares, double[] slopes, double[] norms) {
    Arguments.checkNorms(block, squares, slopes, norms);
    Rows rows = Rows.of(block);
    for (int i = 0; i < block.rows(); i++) {
      norms[i] = rows.norm(i, squares, slopes);
    }
  }

  @Override
  public void hessianVector(
      Block all, int[] chosen, Loss loss, double[] theta, double[] direction, double[] product) {
    Block block = part(all, chosen);
    Arguments.checkParameters("theta", theta, block, loss.outputs());
    Arguments.checkParameters("direction", direction, block, loss.outputs());
    Arguments.checkParameters("product", product, block, loss.outputs());
    Rows rows = Rows.of(block);
    double[] margins = new double[loss.outputs()];
    double[] products = new double[loss.outputs()];
    for (int i = 0; i < block.rows(); i++) {
      double weight = block.weight(i);
      if (weight != 0) {
        rows.marginsInto(i, theta, margins);
        rows.marginsInto(i, direction, products);
        loss.hessianInPlace(margins, block.label(i), products);
        scale(weight, products);
        rows.add(i, products, product);
      }
    }
  }

  /** Copies the chosen rows into a block of their own; null chooses all. */
  private static Block part(Block block, int[] rows) {
    Arguments.checkRows(rows, block);
    return rows == null ? block : BlockRows.of(block, rows);
  }

  /** Returns the loss of one column and adds its gradient, if {@code gradient} is not null. */
  private static double scalarPass(
      Block block, ScalarLoss loss, double[] theta, double[] gradient) {
    Rows rows = Rows.of(block);
    double sum = 0;
    for (int i = 0; i < block.rows(); i++) {
      double weight = block.weight(i);
      if (weight != 0) {
        double margin = rows.margin(i, theta);
        sum += weight * loss.value(margin, block.label(i));
        if (gradient != null) {
          rows.add(i, weight * loss.multiplier(margin, block.label(i)), gradient);
        }
      }
    }
    return sum;
  }

  /**
   * Adds losses, and what else is not null, at {@code losses.length} points of K outputs each.
   * Border and squares are for one point.
   */
  private static void pass(
      Block block,
      Loss loss,
      double[] thetas,
      double[] losses,
      double[] gradients,
      double[] border,
      double[] squares) {
    Rows rows = Rows.of(block);
    double[] margins = new double[losses.length * loss.outputs()];
    double[] multipliers = new double[margins.length];
    double[] curvatures = new double[margins.length];
    for (int i = 0; i < block.rows(); i++) {
      double weight = block.weight(i);
      double label = block.label(i);
      if (weight == 0) {
        continue;
      }
      rows.marginsInto(i, thetas, margins);
      addLosses(weight, label, loss, margins, losses);
      if (gradients != null) {
        multipliersInto(margins, label, loss, multipliers);
        scale(weight, multipliers);
        rows.add(i, multipliers, gradients);
      }
      if (border != null) {
        loss.curvaturesInto(margins, label, curvatures);
        scale(weight, curvatures);
        rows.add(i, curvatures, border);
        rows.addSquares(i, curvatures, squares);
      }
    }
  }

  /** Adds a row's weighted loss at each point. */
  private static void addLosses(
      double weight, double label, Loss loss, double[] margins, double[] losses) {
    double[] point = new double[loss.outputs()];
    for (int r = 0; r < losses.length; r++) {
      System.arraycopy(margins, r * point.length, point, 0, point.length);
      losses[r] += weight * loss.value(point, label);
    }
  }

  /** Writes a row's multipliers at each point. */
  private static void multipliersInto(
      double[] margins, double label, Loss loss, double[] multipliers) {
    double[] point = new double[loss.outputs()];
    double[] result = new double[loss.outputs()];
    for (int at = 0; at < margins.length; at += point.length) {
      System.arraycopy(margins, at, point, 0, point.length);
      loss.multipliersInto(point, label, result);
      System.arraycopy(result, 0, multipliers, at, point.length);
    }
  }

  private static void scale(double factor, double[] vector) {
    for (int k = 0; k < vector.length; k++) {
      vector[k] *= factor;
    }
  }
}
