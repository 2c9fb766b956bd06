package rllc.train.linear;

import java.util.List;
import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.Block;
import rllc.shard.RowSample;
import rllc.train.objective.Batch;
import rllc.train.objective.StepSeconds;

/** Sums over blocks in this JVM's memory, in their order. */
public class BlocksInMemory implements GradientSource {
  private final List<Block> blocks;
  private final Kernels kernels;
  private final long rows;
  private final double weightSum;

  public BlocksInMemory(List<Block> blocks, Kernels kernels) {
    this.blocks = List.copyOf(blocks);
    this.kernels = kernels;
    this.rows = this.blocks.stream().mapToLong(Block::rows).sum();
    this.weightSum = this.blocks.stream().mapToDouble(Block::weightSum).reduce(0, Double::sum);
  }

  @Override
  public final long rows() {
    return rows;
  }

  @Override
  public final double weightSum() {
    return weightSum;
  }

  @Override
  public final long entries() {
    return blocks.stream().mapToLong(Block::entries).sum();
  }

  @Override
  public final Kernels kernels() {
    return kernels;
  }

  @Override
  public final Pass pass(Loss loss, double[] theta, PassRequest request) {
    long nanos = System.nanoTime();
    PassSum sum = new PassSum(theta.length, request);
    for (int number = 0; number < blocks.size(); number++) {
      sum.add(blocks.get(number), number, kernels, loss, theta, request);
    }
    return new Pass(sum, new StepSeconds((System.nanoTime() - nanos) * 1e-9, 0, 0, 0));
  }

  @Override
  public final RowSample draw(DrawRule draw) {
    RowSample sample = draw.empty();
    for (int number = 0; number < blocks.size(); number++) {
      draw.draw(blocks.get(number), number, sample);
    }
    return sample;
  }

  @Override
  public final int blocks() {
    return blocks.size();
  }

  @Override
  public final BatchReply batch(Loss loss, double[] thetas, int points, Batch batch) {
    long nanos = System.nanoTime();
    BatchSum sum = new BatchSum(points, thetas.length);
    for (int number = 0; number < blocks.size(); number++) {
      if (batch.touches(number, number + 1)) {
        Block block = blocks.get(number);
        sum.add(block, batch.rows(block, number), kernels, loss, thetas);
      }
    }
    return new BatchReply(sum, new StepSeconds((System.nanoTime() - nanos) * 1e-9, 0, 0, 0));
  }

  @Override
  public final Product hessianVector(Loss loss, double[] theta, double[] direction, Batch batch) {
    double[] product = new double[theta.length];
    double weight = 0;
    for (int number = 0; number < blocks.size(); number++) {
      if (batch.touches(number, number + 1)) {
        Block block = blocks.get(number);
        int[] rows = batch.rows(block, number);
        kernels.hessianVector(block, rows, loss, theta, direction, product);
        weight += block.weightSum(rows);
      }
    }
    return new Product(product, weight);
  }
}
