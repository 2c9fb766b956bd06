package rllc.train.testing;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;

/** Small random weighted data with a constant, a sparse and a large feature, and its moments. */
public record TinyData(List<Block> blocks, double[] means, double[] deviations) {
  public static final int FEATURES = 5;
  private static final int ROWS = 60;

  public static TinyData of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BlockBuilder builder = new BlockBuilder(FEATURES);
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      double[] x = {
        random.nextDouble() - 0.5,
        3 + random.nextDouble(),
        random.nextInt(5) == 0 ? 1 : 0,
        0.7,
        200 * (random.nextDouble() - 0.4)
      };
      double score = 2 * x[0] + x[2] + 0.01 * x[4] + random.nextDouble() - 0.5;
      rows[i] = x;
      builder.addDense(score > 0.3 ? 1 : 0, 0.5 + random.nextDouble(), x);
    }
    builder.finish();
    double[] means = new double[FEATURES];
    double[] deviations = new double[FEATURES];
    for (int j = 0; j < FEATURES; j++) {
      for (double[] x : rows) {
        means[j] += x[j] / ROWS;
      }
      for (double[] x : rows) {
        deviations[j] += (x[j] - means[j]) * (x[j] - means[j]) / (ROWS - 1);
      }
      deviations[j] = j == 3 ? 0 : Math.sqrt(deviations[j]);
    }
    return new TinyData(builder.drain(), means, deviations);
  }

  /** The same with labels that {@code loss} admits: 0.5 more where it has no room for a 0. */
  public TinyData admittedBy(MarginLoss loss) {
    return loss.admits(0)
        ? this
        : new TinyData(blocks.stream().map(TinyData::positive).toList(), means, deviations);
  }

  private static Block positive(Block block) {
    return block.withLabels(Arrays.stream(block.labels()).map(y -> y + 0.5).toArray());
  }

  public Coordinates coordinates(boolean standardised, boolean fitIntercept) {
    return standardised
        ? Coordinates.standardised(means, deviations, 1, fitIntercept)
        : Coordinates.original(deviations, 1, fitIntercept);
  }

  public LinearObjective objective(
      MarginLoss loss, Coordinates coordinates, double lambda, boolean standardization) {
    return new LinearObjective(
        new LocalGradients(blocks, new JavaKernels()),
        loss,
        coordinates,
        Penalty.l2(lambda, coordinates, deviations, standardization));
  }
}
