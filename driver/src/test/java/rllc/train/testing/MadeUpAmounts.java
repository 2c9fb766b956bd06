package rllc.train.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import rllc.family.Family;
import rllc.kernel.JavaKernels;
import rllc.shard.Block;

/** Rows of other problems with amounts as labels, whose means follow a model with a log link. */
final class MadeUpAmounts {
  /** Deviation of the logarithms of the means. */
  private static final double SPREAD = 0.7;

  private MadeUpAmounts() {}

  /** The rows of {@code blocks}; a tweedie's amounts are 0 in a third of them. */
  static List<Block> of(List<Block> blocks, int features, Family family) {
    SplittableRandom random = new SplittableRandom(7);
    double[] truth = new double[features + 1];
    for (int j = 0; j < features; j++) {
      truth[j] = random.nextGaussian();
    }
    List<double[]> margins = new ArrayList<>();
    double squares = 0;
    long rows = 0;
    for (Block block : blocks) {
      double[] its = new double[block.rows()];
      new JavaKernels().marginsInto(block, 1, truth, its);
      margins.add(its);
      for (double margin : its) {
        squares += margin * margin;
      }
      rows += its.length;
    }
    double unit = SPREAD / Math.sqrt(squares / rows);
    List<Block> labelled = new ArrayList<>();
    for (int b = 0; b < blocks.size(); b++) {
      double[] labels = new double[blocks.get(b).rows()];
      for (int i = 0; i < labels.length; i++) {
        double noise = Math.exp(0.4 * random.nextGaussian());
        double amount = 3 * Math.exp(unit * margins.get(b)[i]) * noise;
        boolean none = random.nextInt(3) == 0;
        labels[i] =
            switch (family.text()) {
              case "poisson" -> Math.rint(amount);
              case "gamma" -> amount;
              default -> none ? 0 : amount;
            };
      }
      labelled.add(blocks.get(b).withLabels(labels));
    }
    return labelled;
  }
}
