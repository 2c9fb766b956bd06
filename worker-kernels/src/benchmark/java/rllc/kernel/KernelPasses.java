package rllc.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import rllc.loss.Loss;
import rllc.shard.Block;

/** Rows, parameters and sums that a thread makes its passes with, one kernel call a block. */
final class KernelPasses {
  /** What is timed. */
  enum Operation {
    GRADIENT("lossGradient"),
    LOSS("loss"),
    MARGINS("margins"),
    DIAGONAL("lossGradientDiagonal"),
    HESSIAN("hessianVector"),
    FOUR("fourVectors");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    /** As standalone.c prints it. */
    String text() {
      return text;
    }
  }

  private final List<Block> blocks;
  private final Loss loss;
  private final double[] theta;
  private final double[] thetas;
  private final double[] gradient;
  private final double[] gradients;
  private final double[] border;
  private final double[] squares;
  private final double[] margins;
  private final double[] losses = new double[4];

  /**
   * @param ofOneOutput the loss where the data have no classes
   */
  KernelPasses(BenchmarkData data, Loss ofOneOutput, int rows) {
    loss = data.loss(ofOneOutput);
    blocks = data.blocks(rows);
    int length = (data.features() + 1) * loss.outputs();
    thetas = new SplittableRandom(1).doubles(4L * length, -0.1, 0.1).toArray();
    theta = Arrays.copyOf(thetas, length);
    gradient = new double[length];
    gradients = new double[4 * length];
    border = new double[length];
    squares = new double[length];
    margins = new double[rows * loss.outputs()];
  }

  /** One pass; a sum of what came back, so that nothing is done for nobody. */
  double pass(Kernels kernels, Operation operation) {
    double sum = 0;
    for (Block block : blocks) {
      sum += call(kernels, operation, block);
    }
    return sum;
  }

  private double call(Kernels kernels, Operation operation, Block block) {
    switch (operation) {
      case GRADIENT:
        return kernels.lossGradient(block, loss, theta, gradient);
      case LOSS:
        return kernels.loss(block, loss, theta);
      case MARGINS:
        kernels.marginsInto(block, loss.outputs(), theta, margins);
        return margins[0];
      case DIAGONAL:
        return kernels.lossGradientDiagonal(block, loss, theta, gradient, border, squares);
      case HESSIAN:
        kernels.hessianVector(block, loss, theta, theta, gradient);
        return gradient[0];
      default:
        kernels.lossGradients(block, loss, thetas, losses, gradients);
        return losses[0];
    }
  }
}
