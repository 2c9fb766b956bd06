package rllc.kernel;

import java.util.ArrayList;
import java.util.List;
import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.shard.Precision;

/**
 * The kernels in C. Arguments are checked here; the C code checks nothing. On one instruction set
 * the same arguments give the same bits.
 */
final class NativeKernels implements Kernels {
  private final int set;
  private final String isa;

  private NativeKernels(int set, String isa) {
    this.set = set;
    this.isa = isa;
  }

  /** Returns a value for each instruction set of the library and this machine, best first. */
  static List<NativeKernels> all() {
    NativeLibrary.load();
    List<NativeKernels> all = new ArrayList<>();
    for (int set = sets() - 1; set >= 0; set--) {
      String name = setName(set);
      if (name != null) {
        all.add(new NativeKernels(set, name));
      }
    }
    return all;
  }

  /** Returns the driver's sweeps on the same instruction set. */
  NativeSweeps sweeps() {
    return new NativeSweeps(set);
  }

  @Override
  public String use() {
    return "native";
  }

  @Override
  public String isa() {
    return isa;
  }

  @Override
  public double lossGradient(Block block, Loss loss, double[] theta, double[] gradient) {
    Arguments.checkParameters("theta", theta, block, loss.outputs());
    Arguments.checkParameters("gradient", gradient, block, loss.outputs());
    double[] sum = new double[1];
    evaluate(block, null, loss, theta, sum, gradient, null, null);
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
    evaluate(block, null, loss, theta, sum, gradient, border, squares);
    return sum[0];
  }

  @Override
  public void lossGradients(
      Block block, int[] rows, Loss loss, double[] thetas, double[] losses, double[] gradients) {
    int columns = Arguments.columns(losses, loss);
    Arguments.checkParameters("thetas", thetas, block, columns);
    Arguments.checkParameters("gradients", gradients, block, columns);
    Arguments.checkRows(rows, block);
    evaluate(block, rows, loss, thetas, losses, gradients, null, null);
  }

  @Override
  public double loss(Block block, Loss loss, double[] theta) {
    Arguments.checkParameters("theta", theta, block, loss.outputs());
    double[] sum = new double[1];
    evaluate(block, null, loss, theta, sum, null, null, null);
    return sum[0];
  }

  @Override
  public void marginsInto(Block block, int outputs, double[] theta, double[] margins) {
    Arguments.checkParameters("theta", theta, block, outputs);
    Arguments.checkMargins(margins, block, outputs);
    margins(
        set,
        kind(block),
        block.rows(),
        block.features(),
        block.labels(),
        block.weights(),
        block.rowStarts(),
        block.indices(),
        block.storedValues(),
        outputs,
        theta,
        margins);
  }

  @Override
  public void normsInto(Block block, double[] squares, double[] slopes, double[] norms) {
    Arguments.checkNorms(block, squares, slopes, norms);
    norms(
        set,
        kind(block),
        block.rows(),
        block.features(),
        block.labels(),
        block.weights(),
        block.rowStarts(),
        block.indices(),
        block.storedValues(),
        squares,
        slopes,
        norms);
  }

  @Override
  public void hessianVector(
      Block block, int[] rows, Loss loss, double[] theta, double[] direction, double[] product) {
    Arguments.checkParameters("theta", theta, block, loss.outputs());
    Arguments.checkParameters("direction", direction, block, loss.outputs());
    Arguments.checkParameters("product", product, block, loss.outputs());
    Arguments.checkRows(rows, block);
    hessianVector(
        set,
        kind(block),
        rows == null ? block.rows() : rows.length,
        block.features(),
        block.labels(),
        block.weights(),
        block.rowStarts(),
        block.indices(),
        block.storedValues(),
        rows,
        loss.code(),
        loss.outputs(),
        loss.parameter(),
        theta,
        direction,
        product);
  }

  private void evaluate(
      Block block,
      int[] rows,
      Loss loss,
      double[] thetas,
      double[] losses,
      double[] gradients,
      double[] border,
      double[] squares) {
    evaluate(
        set,
        kind(block),
        rows == null ? block.rows() : rows.length,
        block.features(),
        block.labels(),
        block.weights(),
        block.rowStarts(),
        block.indices(),
        block.storedValues(),
        rows,
        loss.code(),
        loss.outputs(),
        loss.parameter(),
        losses.length,
        thetas,
        losses,
        gradients,
        border,
        squares);
  }

  /** Returns the number that kernels.h gives the layout of the values, enum value_kind. */
  static int kind(Block block) {
    if (block.isOnes()) {
      return 2;
    }
    return block.precision() == Precision.FLOAT ? 1 : 0;
  }

  private static native int sets();

  private static native String setName(int set);

  private static native void evaluate(
      int set,
      int kind,
      int rows,
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      Object values,
      int[] chosen,
      int loss,
      int outputs,
      double parameter,
      int points,
      double[] thetas,
      double[] losses,
      double[] gradients,
      double[] border,
      double[] squares);

  private static native void margins(
      int set,
      int kind,
      int rows,
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      Object values,
      int columns,
      double[] theta,
      double[] margins);

  private static native void norms(
      int set,
      int kind,
      int rows,
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      Object values,
      double[] squares,
      double[] slopes,
      double[] norms);

  private static native void hessianVector(
      int set,
      int kind,
      int rows,
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      Object values,
      int[] chosen,
      int loss,
      int outputs,
      double parameter,
      double[] theta,
      double[] direction,
      double[] product);
}
