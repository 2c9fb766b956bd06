package rllc.train.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.DrawRule;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.testing.LocalGradients;

/** What a learner does with its rows. */
class RowLearnerTest {
  private static final int ROWS = 320;

  /** Row i has the feature i, so that it can be told from the others. */
  private static RowLearner.Result learn(double[] labels, int rows) {
    BlockBuilder builder = new BlockBuilder(1);
    for (int i = 0; i < rows; i++) {
      builder.addDense(labels[i], 1, new double[] {i});
      if (i % 50 == 49) {
        builder.finish();
      }
    }
    builder.finish();
    List<Block> blocks = builder.drain();
    Moments moments = new Moments(1);
    blocks.forEach(moments::add);
    Coordinates coordinates = Coordinates.original(moments.featureDeviations(), 1, true);
    Penalty penalty = Penalty.l2(1e-3, coordinates, moments.featureDeviations(), true);
    LocalGradients source = new LocalGradients(blocks, new JavaKernels());
    LinearObjective objective =
        new LinearObjective(source, MarginLoss.LOGISTIC, coordinates, penalty);
    RowLearner learner = new RowLearner(RowObjective.of(objective), new double[1], 5);
    return learner.learn(source.draw(DrawRule.uniform(5, rows, rows)));
  }

  private static double[] labels() {
    return new SplittableRandom(2).ints(ROWS, 0, 2).asDoubleStream().toArray();
  }

  @Test
  void everyLengthsRowsCount() {
    RowLearner.Result learnt = learn(labels(), 300);
    assertEquals(300, learnt.rows());
    // Rounds of 8, 8 and 16 rows for 5, 3 and 2 lengths.
    assertEquals(300 + 4 * 8 + 2 * 8 + 16, learnt.steps());
  }

  @Test
  void tooFewRowsWeighNothing() {
    RowLearner.Result learnt = learn(labels(), 15);
    assertEquals(0, learnt.steps());
    assertArrayEquals(new double[2], learnt.theta());
    assertEquals(16, learn(labels(), 16).rows());
  }
}
