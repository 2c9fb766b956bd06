package rllc.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.MarginLoss;
import rllc.shard.Moments;

/** A learner's own rows, and those that it only hands on. */
class RowLearnerTest {
  private static final int ROWS = 320;

  /** Row i has the feature i, so that it can be told from the others. */
  private static Learnt learn(double[] labels, int rows, double keptBack) {
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
    RowLearner learner = new RowLearner(RowProblem.of(objective), new double[1], 5, keptBack);
    return source.learn(RowDraw.uniform(5, rows, rows), learner, 1).get(0);
  }

  private static double[] labels() {
    return new SplittableRandom(2).ints(ROWS, 0, 2).asDoubleStream().toArray();
  }

  @Test
  void rowsKeptBackAreNotLearnt() {
    double[] labels = labels();
    Learnt learnt = learn(labels, ROWS, 1 / 16.0);
    Set<Integer> kept = new HashSet<>();
    for (Block block : learnt.keptBack) {
      Arrays.stream(block.values()).forEach(x -> kept.add((int) x));
    }
    assertEquals(20, kept.size());
    assertEquals(300, learnt.rows);
    // Rounds of 8, 8 and 16 rows for 5, 3 and 2 lengths.
    assertEquals(300 + 4 * 8 + 2 * 8 + 16, learnt.steps);
    kept.forEach(i -> labels[i] = 1 - labels[i]);
    assertArrayEquals(learnt.theta, learn(labels, ROWS, 1 / 16.0).theta);
    int other = 0;
    while (kept.contains(other)) {
      other++;
    }
    labels[other] = 1 - labels[other];
    assertTrue(learnt.theta[0] != learn(labels, ROWS, 1 / 16.0).theta[0], "row " + other);
  }

  @Test
  void tooFewRowsWeighNothing() {
    Learnt learnt = learn(labels(), 15, 0);
    assertEquals(0, learnt.weight);
    assertArrayEquals(new double[2], learnt.theta);
    assertEquals(16, learn(labels(), 16, 0).rows);
  }
}
