package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import rllc.shard.GradientSum;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.SparkGradients;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.train.linear.PassRequest;

/** Sums of many features under a small {@code spark.driver.maxResultSize}: the same bits. */
class LargeSumsTest {
  private static final int FEATURES = 20_000;
  private static final PassRequest DIAGONAL = new PassRequest(true, List.of());
  private static final List<Row> ROWS = rows();

  private static List<Row> rows() {
    SplittableRandom random = new SplittableRandom(4);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      int first = random.nextInt(50);
      int[] indices = new int[FEATURES / 50];
      Arrays.setAll(indices, k -> first + 50 * k);
      double[] values = random.doubles(indices.length, -1, 1).toArray();
      rows.add(RowFactory.create(Vectors.sparse(FEATURES, indices, values), i % 2.0, 1.0));
    }
    return rows;
  }

  /** Loss and gradient in a pass that has the diagonal too: 480 kB a sum, and four tasks. */
  private static double[] sums(String maxResultSize) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[4]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.maxResultSize", maxResultSize)
            .getOrCreate();
    try (PackedData data =
            PackedData.pack(
                LocalSpark.table(spark, ROWS, 3),
                new Columns("features", "label", "weight"),
                LabelCoding.numeric(),
                BadRows.FAIL,
                Order.AS_READ);
        SparkGradients gradients = new SparkGradients(data, KernelMode.AUTO)) {
      assertEquals(4, data.shards());
      double[] theta = new SplittableRandom(5).doubles(FEATURES + 1, -0.1, 0.1).toArray();
      GradientSum sum = gradients.pass(MarginLoss.LOGISTIC, theta, DIAGONAL).sum().gradient();
      double[] result = Arrays.copyOf(sum.gradient(), FEATURES + 2);
      result[FEATURES + 1] = sum.lossSum();
      return result;
    } finally {
      spark.stop();
    }
  }

  @Test
  void repliesThatAreTooLargeTogetherAreMergedOnExecutors() {
    double[] straight = sums("1g");
    assertArrayEquals(straight, sums("1800k"), 0.0);
    assertArrayEquals(straight, sums("700k"), 0.0);
    assertArrayEquals(straight, sums("0"), 0.0);
  }

  @Test
  void oneThatIsTooLargeAloneIsRefused() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> sums("400k"));
    assertEquals(
        "`spark.driver.maxResultSize` must be at least 1 MiB for sums of 60,003 numbers of 8 bytes,"
            + " got 400 KiB",
        e.getMessage());
  }
}
