package rllc.spark.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.RunSettings;
import rllc.shard.Block;
import rllc.shard.GradientSum;
import rllc.spark.LocalSpark;
import rllc.spark.gradient.SparkGradients;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.spark.sum.BlockInfo;
import rllc.spark.sum.ShardPlan;

class BlockJoinsTest {
  private static final int FEATURES = 60;

  /** Blocks of 10 rows and {@code entries} entries; 0 for a sparse one. */
  private static BlockInfo[] partition(int... entries) {
    return Arrays.stream(entries)
        .mapToObj(n -> BlockInfo.of(n == 0 ? sparse() : dense(n)))
        .toArray(BlockInfo[]::new);
  }

  private static Block dense(int entries) {
    return Block.dense(entries / 10, new double[10], null, new double[entries]);
  }

  private static Block sparse() {
    return Block.sparse(10, new double[10], null, new int[11], new int[0], new double[0]);
  }

  private static int[] starts(ShardPlan plan) {
    int[] starts = new int[plan.shards() + 1];
    Arrays.setAll(starts, plan::shardStart);
    return starts;
  }

  @Test
  void denseNeighboursOfOneShardAndPartitionAreJoined() {
    int full = 60_000;
    List<BlockInfo[]> partitions =
        List.of(
            partition(full, full, full, full, full),
            partition(full, 0, 100),
            partition(100, 100_000, 150_000, 100));
    ShardPlan plan = ShardPlan.of(partitions, 50_000);
    assertArrayEquals(new int[] {0, 12}, starts(plan));
    ShardPlan joined = BlockJoins.of(partitions, plan).joined(plan);
    // (0 1 2 3) (4) | (5) (6) (7) | (8 9) (10 11): others are apart, sparse, or too large together.
    int[] borders = new int[4];
    Arrays.setAll(borders, joined::partitionStart);
    assertArrayEquals(new int[] {0, 2, 5, 7}, borders);
    assertArrayEquals(new int[] {0, 7}, starts(joined));
  }

  @Test
  void movedBlocksFormTheSameRuns() {
    List<BlockInfo[]> partitions = new ArrayList<>();
    for (int size : new int[] {7, 0, 12, 1, 30}) {
      int[] entries = new int[size];
      Arrays.fill(entries, 1000);
      partitions.add(partition(entries));
    }
    ShardPlan plan = ShardPlan.of(partitions, 700);
    assertEquals(8, plan.shards());
    BlockJoins runs = BlockJoins.of(partitions, plan);
    ShardPlan joined = runs.joined(plan);
    assertTrue(joined.blocks() < 30, "few runs");
    ShardPlan one = runs.joined(plan.moved(plan.blocks()));
    ShardPlan other = joined.moved(joined.blocks());
    assertArrayEquals(starts(one), starts(other));
    assertEquals(one.partitions(), other.partitions());
    for (int p = 0; p <= one.partitions(); p++) {
      assertEquals(one.partitionStart(p), other.partitionStart(p));
    }
  }

  private static List<Row> rows() {
    SplittableRandom random = new SplittableRandom(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      double[] x = random.doubles(FEATURES, -1, 1).toArray();
      rows.add(RowFactory.create(Vectors.dense(x), x[0] + x[1] > 0 ? 1.0 : 0.0, 1.0 + i % 2));
    }
    return rows;
  }

  /** Loss and gradient over rows stored as floats. */
  private static double[] sums(String master, List<Row> rows) {
    SparkSession spark = LocalSpark.start(master);
    try (PackedData packed =
            PackedData.pack(
                LocalSpark.table(spark, rows, 3),
                new Columns("features", "label", "weight"),
                LabelCoding.numeric(),
                BadRows.FAIL,
                Order.AS_READ);
        PackedData data = packed.as(RunSettings.Precision.FLOAT);
        SparkGradients gradients = new SparkGradients(data, KernelMode.AUTO)) {
      List<Block> before = packed.blocks().collect();
      List<Block> after = data.blocks().collect();
      assertEquals(after.size(), data.blockCount());
      assertTrue(after.size() < 0.8 * before.size(), after.size() + " of " + before.size());
      assertArrayEquals(labels(before), labels(after));
      double[] theta = new SplittableRandom(2).doubles(FEATURES + 1, -0.5, 0.5).toArray();
      GradientSum sum = gradients.sum(MarginLoss.LOGISTIC, theta).sum();
      assertEquals(rows.size(), sum.rows());
      double[] result = Arrays.copyOf(sum.gradient(), FEATURES + 2);
      result[FEATURES + 1] = sum.lossSum();
      return result;
    } finally {
      spark.stop();
    }
  }

  private static double[] labels(List<Block> blocks) {
    return blocks.stream().flatMapToDouble(block -> Arrays.stream(block.labels())).toArray();
  }

  @Test
  void oneTwoAndThreeCoresGiveTheSameBits() {
    List<Row> rows = rows();
    double[] one = sums("local[1]", rows);
    assertArrayEquals(one, sums("local[2]", rows), 0.0);
    assertArrayEquals(one, sums("local[3]", rows), 0.0);
  }
}
