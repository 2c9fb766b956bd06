package rllc.train.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.shard.Block;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Batch;
import rllc.train.objective.Evaluation;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Synthetic;
import rllc.train.testing.TinyData;

class BatchPlanTest {
  /** Blocks of the given sizes; every row's label is its number. */
  private static List<Block> blocks(int... sizes) {
    List<Block> blocks = new ArrayList<>();
    int row = 0;
    for (int size : sizes) {
      double[] labels = new double[size];
      for (int i = 0; i < size; i++) {
        labels[i] = row++;
      }
      blocks.add(Block.dense(1, labels, null, labels));
    }
    return blocks;
  }

  private static List<Integer> rows(List<Block> blocks, Batch batch) {
    List<Integer> rows = new ArrayList<>();
    for (int b = 0; b < blocks.size(); b++) {
      if (batch.touches(b, b + 1)) {
        Block block = blocks.get(b);
        int[] chosen = batch.rows(block, b);
        for (int i = 0; i < (chosen == null ? block.rows() : chosen.length); i++) {
          rows.add((int) block.label(chosen == null ? i : chosen[i]));
        }
      }
    }
    return rows;
  }

  private static int[] equal(int blocks, int rows) {
    return java.util.stream.IntStream.generate(() -> rows).limit(blocks).toArray();
  }

  @Test
  void everyRowIsSeenOnceInAnEpoch() {
    int[][] shapes = {{100}, {1}, {7, 1}, equal(12, 2700), equal(400, 20), {5000, 3, 4999, 1, 17}};
    for (int[] sizes : shapes) {
      List<Block> blocks = blocks(sizes);
      int all = java.util.Arrays.stream(sizes).sum();
      for (double batchRows : new double[] {1, 2.5, 16, 163, all / 3.0}) {
        if (batchRows < 1 || Math.round(all / batchRows) < 2) {
          continue;
        }
        BatchPlan plan = new BatchPlan(blocks.size(), all, batchRows, 7);
        for (int epoch = 0; epoch < 2; epoch++) {
          boolean[] seen = new boolean[all];
          int count = 0;
          for (int i = 0; i < plan.steps(); i++) {
            for (int row : rows(blocks, plan.batch((long) epoch * plan.steps() + i))) {
              assertFalse(seen[row], "row " + row + " twice");
              seen[row] = true;
              count++;
            }
          }
          assertEquals(all, count);
        }
      }
    }
  }

  @Test
  void aBatchHasAboutTheRowsAskedForFromManyBlocks() {
    List<Block> blocks = blocks(equal(12, 2700));
    BatchPlan plan = new BatchPlan(12, 12 * 2700, 162, 3);
    assertEquals(200, plan.steps());
    for (int i = 0; i < 200; i++) {
      Batch batch = plan.batch(i);
      int size = rows(blocks, batch).size();
      assertTrue(Math.abs(size - 162) <= 14, "rows " + size);
      for (int b = 0; b < 12; b++) {
        assertTrue(batch.touches(b, b + 1));
      }
    }
  }

  @Test
  void largeDataGiveWholeBlocksOfAllStretches() {
    List<Block> blocks = blocks(equal(3200, 2));
    BatchPlan plan = new BatchPlan(3200, 6400, 64, 3);
    for (int i = 0; i < plan.steps(); i++) {
      Batch batch = plan.batch(i);
      int touched = 0;
      for (int b = 0; b < 3200; b++) {
        if (batch.touches(b, b + 1)) {
          touched++;
          assertNull(batch.rows(blocks.get(b), b));
        }
      }
      assertEquals(32, touched);
      for (int stretch = 0; stretch < 16; stretch++) {
        assertTrue(batch.touches(200 * stretch, 200 * (stretch + 1)));
      }
    }
  }

  @Test
  void rowsSortedByLabelAreSpreadOverEachBatch() {
    List<Block> blocks = blocks(equal(12, 2700));
    BatchPlan plan = new BatchPlan(12, 12 * 2700, 162, 3);
    for (int i = 0; i < plan.steps(); i++) {
      double mean =
          rows(blocks, plan.batch(i)).stream().mapToInt(Integer::intValue).average().orElseThrow();
      assertEquals(0.5, mean / (12 * 2700), 0.06);
    }
  }

  @Test
  void aStepAndASeedDecideTheRows() {
    List<Block> blocks = blocks(equal(20, 50));
    BatchPlan plan = new BatchPlan(20, 1000, 10, 5);
    BatchPlan same = new BatchPlan(20, 1000, 10, 5);
    same.batch(77); // asked in another order
    assertEquals(rows(blocks, plan.batch(3)), rows(blocks, same.batch(3)));
    assertFalse(rows(blocks, plan.batch(3)).equals(rows(blocks, plan.batch(103))), "next epoch");
    BatchPlan other = new BatchPlan(20, 1000, 10, 6);
    assertFalse(rows(blocks, plan.batch(3)).equals(rows(blocks, other.batch(3))), "other seed");
  }

  @Test
  void batchesOfEqualWeightAverageToTheFullGradient() {
    List<Block> blocks = new ArrayList<>();
    double[] values = new double[4000 * 30];
    double[] labels = new double[4000];
    int at = 0;
    for (Block block : Synthetic.blocks(4000, 30, 10)) {
      System.arraycopy(block.values(), 0, values, at * 30, block.rows() * 30);
      System.arraycopy(block.labels(), 0, labels, at, block.rows());
      at += block.rows();
    }
    for (int b = 0; b < 20; b++) {
      blocks.add(
          Block.dense(
              30,
              java.util.Arrays.copyOfRange(labels, b * 200, (b + 1) * 200),
              null,
              java.util.Arrays.copyOfRange(values, b * 6000, (b + 1) * 6000)));
    }
    double[] ones = new double[30];
    java.util.Arrays.fill(ones, 1);
    Coordinates coordinates = Coordinates.original(ones, 1, true);
    LinearObjective objective =
        new LinearObjective(
            new LocalGradients(blocks, new JavaKernels()),
            MarginLoss.LOGISTIC,
            coordinates,
            Penalty.l2(0.01, coordinates, ones, true));
    double[] u = new double[31];
    java.util.Arrays.setAll(u, i -> Math.sin(i));
    BatchPlan plan = new BatchPlan(20, 4000, 80, 1);
    double[] mean = new double[31];
    double passes = 0;
    for (int i = 0; i < plan.steps(); i++) {
      Evaluation[] found = objective.evaluate(new double[][] {u, new double[31]}, plan.batch(i));
      assertEquals(80, found[0].rows());
      passes += found[0].passes();
      rllc.optim.Vectors.addScaledInto(1.0 / plan.steps(), found[0].gradient(), mean);
    }
    assertEquals(1, passes, 1e-12);
    assertArrayEquals(objective.evaluate(u).gradient(), mean, 1e-12);
  }

  @Test
  void severalPointsAreEachOnesOwn() {
    TinyData data = TinyData.of(4);
    LinearObjective objective =
        data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);
    double[][] points = {{0.1, 0.2, -0.3, 0, 0.5, 0.1}, new double[6], {1, -1, 1, 0, 1, -1}};
    Evaluation[] together = objective.evaluate(points, Batch.ALL);
    for (int r = 0; r < points.length; r++) {
      Evaluation alone = objective.evaluate(points[r]);
      assertEquals(alone.loss(), together[r].loss(), 1e-14);
      assertArrayEquals(alone.gradient(), together[r].gradient(), 1e-13);
      assertEquals(60, together[r].rows());
    }
  }

  @Test
  void aBatchOfAlmostAllRowsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new BatchPlan(3, 100, 80, 1));
    assertThrows(IllegalArgumentException.class, () -> new BatchPlan(3, 100, 0.5, 1));
  }
}
