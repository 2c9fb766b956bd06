package rllc.spark.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;

class MetricsTest {
  private static final int ROWS = 2000;

  /** Labels 0.5 x + noise, moved by an integer, which loses no digit that matters here. */
  private static List<Row> rows(double move) {
    SplittableRandom random = new SplittableRandom(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double x = Math.rint(random.nextGaussian() * 256) / 256;
      double label = 0.5 * x + Math.rint(random.nextGaussian() * 256) / 256;
      rows.add(RowFactory.create(Vectors.dense(x), label + move, 0.5 + i % 3));
    }
    return rows;
  }

  /** By a plain loop about the labels' mean. */
  private static double expected(List<Row> rows) {
    double weights = 0;
    double mean = 0;
    for (Row row : rows) {
      weights += row.getDouble(2);
      mean += row.getDouble(2) * row.getDouble(1);
    }
    mean /= weights;
    double residual = 0;
    double total = 0;
    for (Row row : rows) {
      double x = ((org.apache.spark.ml.linalg.Vector) row.get(0)).apply(0);
      residual += row.getDouble(2) * Math.pow(row.getDouble(1) - 0.5 * x, 2);
      total += row.getDouble(2) * Math.pow(row.getDouble(1) - mean, 2);
    }
    return 1 - residual / total;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2000, 1L << 30, 1L << 40})
  void r2DoesNotDependOnWhereTheLabelsLie(double move) {
    SparkSession spark = LocalSpark.start("local[2]");
    try (PackedData data =
        PackedData.pack(
            LocalSpark.table(spark, rows(move), 3),
            new Columns("features", "label", "weight"),
            LabelCoding.numeric(),
            BadRows.FAIL,
            Order.AS_READ)) {
      double r2 =
          Metrics.of(Family.gaussian(), data, new double[] {0.5, move}, KernelMode.AUTO).get("r2");
      assertEquals(expected(rows(0)), r2, 1e-6);
    } finally {
      spark.stop();
    }
  }
}
