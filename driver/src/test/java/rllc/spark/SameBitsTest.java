package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.GradientSum;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.SparkGradients;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.train.testing.LocalGradients;

/**
 * The promises of the distributed step: the same bits on any cluster, and the sum of a plain loop.
 */
class SameBitsTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final int FEATURES = 9;
  private static final List<Row> ROWS = LocalSpark.rows(60_000, FEATURES, 11);

  private static double[] theta() {
    return new SplittableRandom(1).doubles(FEATURES + 1).map(x -> x - 0.5).toArray();
  }

  /** Loss, gradient, a Hessian product and the moments, as one vector. */
  private static double[] sums(
      String master, Order order, Function<SparkSession, Dataset<Row>> table) {
    SparkSession spark = LocalSpark.start(master);
    try (PackedData data =
            PackedData.pack(
                table.apply(spark), COLUMNS, LabelCoding.numeric(), BadRows.FAIL, order);
        SparkGradients gradients = new SparkGradients(data, KernelMode.AUTO)) {
      assertTrue(data.shards() >= 8, "too few shards to show anything: " + data.shards());
      List<double[]> parts = new ArrayList<>();
      GradientSum sum = gradients.sum(MarginLoss.LOGISTIC, theta()).sum();
      parts.add(new double[] {sum.lossSum(), sum.weightSum(), sum.rows()});
      parts.add(sum.gradient());
      parts.add(gradients.hessianVector(MarginLoss.LOGISTIC, theta(), theta()));
      parts.add(data.moments().featureMeans());
      parts.add(data.moments().featureDeviations());
      return parts.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    } finally {
      spark.stop();
    }
  }

  @Test
  void oneTwoAndThreeCoresGiveTheSameBits() {
    double[] one = sums("local[1]", Order.AS_READ, s -> LocalSpark.table(s, ROWS, 3));
    for (String master : new String[] {"local[2]", "local[3]"}) {
      assertArrayEquals(
          one, sums(master, Order.AS_READ, s -> LocalSpark.table(s, ROWS, 3)), 0.0, master);
    }
  }

  @Test
  void aLostTaskAndLostBlocksChangeNothing() {
    double[] calm = sums("local[2]", Order.AS_READ, s -> LocalSpark.table(s, ROWS, 3));
    assertArrayEquals(calm, sums("local[2,4]", Order.AS_READ, SameBitsTest::failingOnce), 0.0);
  }

  /**
   * The same table, of which every second partition fails at its first attempt, after some rows.
   */
  private static Dataset<Row> failingOnce(SparkSession spark) {
    JavaRDD<Row> rows =
        LocalSpark.table(spark, ROWS, 3)
            .toJavaRDD()
            .map(
                row -> {
                  TaskContext task = TaskContext.get();
                  if (task.attemptNumber() == 0
                      && task.partitionId() % 2 == 0
                      && row.getDouble(2) == 0.5) {
                    throw new IllegalStateException("lost on purpose");
                  }
                  return row;
                });
    return spark.createDataFrame(rows, LocalSpark.SCHEMA);
  }

  @Test
  void contentOrderGivesTheSameBitsUnderAnyPartitioning() {
    double[] one = sums("local[2]", Order.CONTENT, s -> LocalSpark.table(s, ROWS, 1));
    for (int partitions : new int[] {2, 7}) {
      assertArrayEquals(
          one,
          sums(
              "local[2]", Order.CONTENT, s -> LocalSpark.table(s, ROWS, 3).repartition(partitions)),
          0.0);
    }
  }

  @Test
  void theSumIsThatOfAPlainLoop() {
    double[] distributed = sums("local[2]", Order.AS_READ, s -> LocalSpark.table(s, ROWS, 5));
    BlockBuilder builder = new BlockBuilder(FEATURES);
    for (Row row : ROWS) {
      double[] x = ((org.apache.spark.ml.linalg.Vector) row.get(0)).toArray();
      builder.addDense(row.getDouble(1), row.getDouble(2), x);
    }
    builder.finish();
    List<Block> blocks = builder.drain();
    LocalGradients local = new LocalGradients(blocks, new JavaKernels());
    GradientSum sum = local.sum(MarginLoss.LOGISTIC, theta()).sum();
    assertEquals(sum.lossSum(), distributed[0], 1e-12 * sum.lossSum());
    double scale = 1e-12 * sum.weightSum();
    for (int j = 0; j <= FEATURES; j++) {
      assertEquals(sum.gradient()[j], distributed[3 + j], scale * 30);
    }
  }
}
