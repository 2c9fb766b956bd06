package rllc.train;

import java.util.List;
import rllc.kernel.Kernels;
import rllc.shard.Block;
import rllc.shard.GradientSum;
import rllc.shard.Loss;

/** Sums over blocks in this JVM's memory, in their order. */
public final class LocalGradients implements GradientSource {
  private final List<Block> blocks;
  private final Kernels kernels;
  private final long rows;
  private final double weightSum;

  public LocalGradients(List<Block> blocks, Kernels kernels) {
    this.blocks = List.copyOf(blocks);
    this.kernels = kernels;
    this.rows = this.blocks.stream().mapToLong(Block::rows).sum();
    double sum = 0;
    for (Block block : this.blocks) {
      sum += weightSum(block);
    }
    this.weightSum = sum;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public double weightSum() {
    return weightSum;
  }

  @Override
  public Reply sum(Loss loss, double[] theta) {
    long nanos = System.nanoTime();
    GradientSum sum = new GradientSum(theta.length);
    for (Block block : blocks) {
      double lossSum = kernels.lossGradient(block, loss, theta, sum.gradient());
      sum.add(lossSum, weightSum(block), block.rows());
    }
    return new Reply(sum, new StepSeconds((System.nanoTime() - nanos) * 1e-9, 0, 0, 0));
  }

  @Override
  public double[] hessianVector(Loss loss, double[] theta, double[] direction) {
    double[] product = new double[theta.length];
    for (Block block : blocks) {
      kernels.hessianVector(block, loss, theta, direction, product);
    }
    return product;
  }

  private static double weightSum(Block block) {
    double sum = 0;
    for (int row = 0; row < block.rows(); row++) {
      sum += block.weight(row);
    }
    return sum;
  }
}
