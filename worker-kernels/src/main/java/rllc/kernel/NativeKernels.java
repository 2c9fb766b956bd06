package rllc.kernel;

import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;

/**
 * The kernels in C, called once per block. Lengths are checked here; the C code checks nothing and
 * allocates nothing.
 */
final class NativeKernels implements Kernels {
  /** Address of the instruction set's table of functions. */
  private final long table;

  private final String isa;

  private NativeKernels(long table) {
    this.table = table;
    this.isa = isaOf(table);
  }

  /** The best instruction set of this processor; {@link NativeLibrary} must be loaded. */
  static NativeKernels best() {
    return new NativeKernels(table(null));
  }

  /** The kernels of one instruction set, or null where the library or the processor lacks it. */
  static NativeKernels of(String isa) {
    long table = table(isa);
    return table == 0 ? null : new NativeKernels(table);
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
    Lengths.parameters("theta", theta, block, loss.outputs());
    Lengths.parameters("gradient", gradient, block, loss.outputs());
    return call(block, loss, theta, gradient);
  }

  @Override
  public double loss(Block block, Loss loss, double[] theta) {
    Lengths.parameters("theta", theta, block, loss.outputs());
    return call(block, loss, theta, null);
  }

  private double call(Block block, Loss loss, double[] theta, double[] gradient) {
    return lossGradient(
        table,
        block.rows(),
        block.features(),
        block.rowStarts(),
        block.indices(),
        block.values(),
        block.labels(),
        block.weights(),
        code(loss),
        theta,
        gradient);
  }

  @Override
  public void marginsInto(Block block, int outputs, double[] theta, double[] margins) {
    Lengths.parameters("theta", theta, block, outputs);
    Lengths.atLeast("margins", margins, (long) block.rows() * outputs);
    margins(
        table,
        block.rows(),
        block.features(),
        block.rowStarts(),
        block.indices(),
        block.values(),
        theta,
        margins);
  }

  @Override
  public void hessianVector(
      Block block, Loss loss, double[] theta, double[] direction, double[] product) {
    Lengths.parameters("theta", theta, block, loss.outputs());
    Lengths.parameters("direction", direction, block, loss.outputs());
    Lengths.parameters("product", product, block, loss.outputs());
    hessianVector(
        table,
        block.rows(),
        block.features(),
        block.rowStarts(),
        block.indices(),
        block.values(),
        block.labels(),
        block.weights(),
        code(loss),
        theta,
        direction,
        product);
  }

  /** The enumeration in kernels.h. */
  private static int code(Loss loss) {
    return switch ((MarginLoss) loss) {
      case LOGISTIC -> 0;
      case SQUARED -> 1;
    };
  }

  private static native long table(String isa);

  private static native String isaOf(long table);

  private static native double lossGradient(
      long table,
      int rows,
      int features,
      int[] rowStarts,
      int[] indices,
      double[] values,
      double[] labels,
      double[] weights,
      int loss,
      double[] theta,
      double[] gradient);

  private static native void margins(
      long table,
      int rows,
      int features,
      int[] rowStarts,
      int[] indices,
      double[] values,
      double[] theta,
      double[] margins);

  private static native void hessianVector(
      long table,
      int rows,
      int features,
      int[] rowStarts,
      int[] indices,
      double[] values,
      double[] labels,
      double[] weights,
      int loss,
      double[] theta,
      double[] direction,
      double[] product);
}
