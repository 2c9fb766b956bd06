package rllc.spark.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.shard.Block;
import rllc.spark.LocalSpark;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import scala.Tuple3;

class AucTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final double[] THETA = {0.3, -0.1, 0.2, 0.05};

  /** So small that there are many chunks and ranges. */
  private static final Auc.Limits SMALL = new Auc.Limits(100, 64, 300);

  /** Margins of which many are equal, or none; weights that are no dyadic fractions. */
  private static List<Row> rows(boolean ties) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      double[] x = {i % 7, (i * 31) % 11, ties ? (i * 17) % 5 : Math.sin(i)};
      double label = (i * 37) % 101 + 5 * x[0] > 60 ? 1 : 0;
      rows.add(RowFactory.create(Vectors.dense(x), label, 0.1 + (i % 13) / 7.0));
    }
    return rows;
  }

  /** At the driver, by ranges, by Spark. */
  private static double[] areas(String master, int partitions, List<Row> rows, double[] theta) {
    SparkSession spark = LocalSpark.start(master);
    try (PackedData data =
        PackedData.pack(
            LocalSpark.table(spark, rows, partitions),
            COLUMNS,
            LabelCoding.numeric(),
            BadRows.FAIL,
            Order.AS_READ)) {
      return new double[] {
        Metrics.of(Family.binomial(), data, theta, KernelMode.JAVA).get("auc"),
        Metrics.of(Family.binomial(), data, theta, KernelMode.JAVA, SMALL).get("auc"),
        sparks(data, theta)
      };
    } finally {
      spark.stop();
    }
  }

  private static double sparks(PackedData data, double[] theta) {
    return new BinaryClassificationMetrics(
            data.blocks().flatMap(block -> scored(block, theta)).rdd(), 0)
        .areaUnderROC();
  }

  private static java.util.Iterator<Tuple3<Object, Object, Object>> scored(
      Block block, double[] theta) {
    double[] margins = new double[block.rows()];
    new rllc.kernel.JavaKernels().marginsInto(block, 1, theta, margins);
    List<Tuple3<Object, Object, Object>> scored = new ArrayList<>();
    for (int row = 0; row < margins.length; row++) {
      scored.add(new Tuple3<>(margins[row], block.label(row), block.weight(row)));
    }
    return scored.iterator();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theAreaIsThatOfSparkAndTheSameBitsOnAnyClusterAndInAnyRanges(boolean ties) {
    double[] one = areas("local[1]", 1, rows(ties), THETA);
    assertEquals(one[2], one[0], 1e-13);
    assertEquals(one[0], one[1]);
    for (double[] other :
        List.of(areas("local[2]", 3, rows(ties), THETA), areas("local[3]", 7, rows(ties), THETA))) {
      assertEquals(one[0], other[0]);
      assertEquals(one[0], other[1]);
    }
  }

  /** The rows' moments too would be a pass over them. */
  @Test
  void allMetricsTakeOneJobAndOfManyRowsTwo() throws Exception {
    SparkSession spark = LocalSpark.start("local[2]");
    try (PackedData data =
        PackedData.pack(
            LocalSpark.table(spark, rows(true), 3),
            COLUMNS,
            LabelCoding.numeric(),
            BadRows.FAIL,
            Order.AS_READ)) {
      SparkContext context = spark.sparkContext();
      context.setJobGroup("few", "", false);
      Metrics.of(Family.binomial(), data, THETA, KernelMode.JAVA);
      context.setJobGroup("many", "", false);
      Metrics.of(Family.binomial(), data, THETA, KernelMode.JAVA, SMALL);
      context.setJobGroup("last", "", false);
      data.blocks().count();
      // Spark tells of jobs in their order, some time after them.
      while (context.statusTracker().getJobIdsForGroup("last").length == 0) {
        Thread.sleep(10);
      }
      assertEquals(1, context.statusTracker().getJobIdsForGroup("few").length);
      assertEquals(2, context.statusTracker().getJobIdsForGroup("many").length);
    } finally {
      spark.stop();
    }
  }

  /** All rows in one range: no borders lie between them. */
  @Test
  void equalMarginsHaveHalfOfTheArea() {
    double[] areas = areas("local[2]", 3, rows(true), new double[4]);
    assertEquals(0.5, areas[0]);
    assertEquals(0.5, areas[1]);
  }

  @Test
  void ofOneLabelThereIsNoArea() {
    List<Row> rows = rows(true).stream().filter(row -> row.getDouble(1) == 1).toList();
    double[] areas = areas("local[2]", 3, rows, THETA);
    assertEquals(Double.NaN, areas[0]);
    assertEquals(Double.NaN, areas[1]);
  }

  @Test
  void theDriverIsSentNoMoreThanItsMemoryAndResultSizeAllow() {
    SparkSession spark = LocalSpark.start("local[1]");
    try {
      SparkContext context = spark.sparkContext();
      long memory = Runtime.getRuntime().maxMemory();
      assertEquals(Math.min(1 << 22, memory / 256), Auc.Limits.of(context).driver());
      context.conf().set("spark.driver.maxResultSize", "1m");
      assertEquals((1 << 20) / 32, Auc.Limits.of(context).driver());
      context.conf().set("spark.driver.maxResultSize", "0");
      assertEquals(Math.min(1 << 22, memory / 256), Auc.Limits.of(context).driver());
    } finally {
      spark.stop();
    }
  }
}
