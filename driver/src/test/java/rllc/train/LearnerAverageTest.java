package rllc.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.MarginLoss;

/** Averages are weighted by rows, merged in order, and judged by rows that nobody has learnt. */
class LearnerAverageTest {
  private static final double[] START = {0, 0};

  private static List<Block> rows(double... labels) {
    BlockBuilder builder = new BlockBuilder(1);
    for (double label : labels) {
      builder.addDense(label, 1, new double[] {2});
    }
    builder.finish();
    return builder.drain();
  }

  private static Learnt learnt(double weight, double slope, List<Block> keptBack) {
    return new Learnt(new double[] {slope, 1}, weight, 10, 15, 0, keptBack);
  }

  private static LearnerAverage average(Learnt... learners) {
    return LearnerAverage.of(List.of(learners), START, MarginLoss.SQUARED, new JavaKernels());
  }

  @Test
  void weightedMeanAndItsGain() {
    LearnerAverage average = average(learnt(1, 0, rows(3, 5)), learnt(3, 4, rows(4)));
    assertArrayEquals(new double[] {3, 1}, average.theta());
    assertEquals(20, average.rows());
    assertEquals(30, average.steps());
    // Margins are 0 at the start and 7 at the average; the loss is half the square.
    assertEquals((9 + 25 + 16 - 16 - 4 - 9) / 2.0 / 3, average.gain(), 1e-12);
    assertEquals(0, average.apart(), 1e-12);
    assertTrue(average.holds(3.4) && !average.holds(3.6));
  }

  @Test
  void theOrderOfAdditionsIsTheLearners() {
    double[] slopes = {0.1, 0.2, 0.3, 0.7};
    double sum = 0;
    double weights = 0;
    Learnt[] learners = new Learnt[4];
    for (int k = 0; k < 4; k++) {
      learners[k] = learnt(1 + 0.1 * k, slopes[k], rows(1));
      sum += (1 + 0.1 * k) * slopes[k];
      weights += 1 + 0.1 * k;
    }
    assertEquals(sum / weights, average(learners).theta()[0], 0.0);
  }

  @Test
  void learnersOfOtherLabelsDoNotHold() {
    LearnerAverage average = average(learnt(1, 1, rows(3, 3.1)), learnt(1, 1, rows(4, 4.1)));
    assertTrue(average.gain() > 1 && average.apart() > 0.9);
    assertTrue(!average.holds(0));
  }

  @Test
  void nothingLearntDoesNotHold() {
    assertTrue(!average(learnt(0, 0, List.of()), learnt(0, 0, List.of())).holds(0));
  }
}
