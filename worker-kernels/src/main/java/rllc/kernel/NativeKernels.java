package rllc.kernel;

import java.util.ArrayList;
import java.util.List;
import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;

/**
 * The kernels in C, one call per block. Lengths are checked here; the C code checks nothing. On one
 * instruction set the same arguments give the same bits.
 */
final class NativeKernels implements Kernels {
  private final int set;
  private final String isa;

  private NativeKernels(int set, String isa) {
    this.set = set;
    this.isa = isa;
  }

  /** Every instruction set that the library and this machine have, best first; never empty. */
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
    Lengths.checkParameters("theta", theta, block, loss.outputs());
    Lengths.checkParameters("gradient", gradient, block, loss.outputs());
    return lossGradient(
        set,
        kind(block),
        block.rows(),
        block.features(),
        block.labels(),
        block.weights(),
        block.rowStarts(),
        block.indices(),
        block.values(),
        code(loss),
        theta,
        gradient);
  }

  @Override
  public double loss(Block block, Loss loss, double[] theta) {
    Lengths.checkParameters("theta", theta, block, loss.outputs());
    return loss(
        set,
        kind(block),
        block.rows(),
        block.features(),
        block.labels(),
        block.weights(),
        block.rowStarts(),
        block.indices(),
        block.values(),
        code(loss),
        theta);
  }

  @Override
  public void marginsInto(Block block, int outputs, double[] theta, double[] margins) {
    Lengths.checkParameters("theta", theta, block, outputs);
    Lengths.checkMargins(margins, block, outputs);
    margins(
        set,
        kind(block),
        block.rows(),
        block.features(),
        block.labels(),
        block.weights(),
        block.rowStarts(),
        block.indices(),
        block.values(),
        theta,
        margins);
  }

  @Override
  public void hessianVector(
      Block block, Loss loss, double[] theta, double[] direction, double[] product) {
    Lengths.checkParameters("theta", theta, block, loss.outputs());
    Lengths.checkParameters("direction", direction, block, loss.outputs());
    Lengths.checkParameters("product", product, block, loss.outputs());
    hessianVector(
        set,
        kind(block),
        block.rows(),
        block.features(),
        block.labels(),
        block.weights(),
        block.rowStarts(),
        block.indices(),
        block.values(),
        code(loss),
        theta,
        direction,
        product);
  }

  /** The number of the value layout in kernels.h, enum value_kind. */
  private static int kind(Block block) {
    return 0;
  }

  /** The number of the loss in kernels.h, enum loss_kind. */
  private static int code(Loss loss) {
    return switch ((MarginLoss) loss) {
      case LOGISTIC -> 0;
      case SQUARED -> 1;
    };
  }

  private static native int sets();

  private static native String setName(int set);

  private static native double lossGradient(
      int set,
      int kind,
      int rows,
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      Object values,
      int loss,
      double[] theta,
      double[] gradient);

  private static native double loss(
      int set,
      int kind,
      int rows,
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      Object values,
      int loss,
      double[] theta);

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
      double[] theta,
      double[] margins);

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
      int loss,
      double[] theta,
      double[] direction,
      double[] product);
}
