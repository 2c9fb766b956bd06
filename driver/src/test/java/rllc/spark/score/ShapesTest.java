package rllc.spark.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;

/** What reports draw of scored rows, against counts by hand. */
class ShapesTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static void assertPoints(double[][] expected, List<double[]> points) {
    assertEquals(expected.length, points.size());
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], points.get(i), 1e-12, "point " + i);
    }
  }

  @Test
  void linesOfFourRowsByHand() {
    RowSample rows =
        new RowSample(
            new double[] {-1, 2, 0, 2}, new double[] {0, 1, 1, 0}, new double[] {2, 1, 1, 1});
    ClassCurves curves = ClassCurves.of(rows);
    assertPoints(new double[][] {{0, 0}, {1 / 3.0, 0.5}, {1 / 3.0, 1}, {1, 1}}, curves.roc());
    assertPoints(new double[][] {{0.5, 0.5}, {1, 2 / 3.0}, {1, 0.4}}, curves.precisionRecall());
    assertPoints(new double[][] {{0.4, 0.5 / 0.4}, {0.6, 2 / 3.0 / 0.4}, {1, 1}}, curves.lift());
    double[] last = curves.calibration().get(curves.calibration().size() - 1);
    assertEquals(1 / (1 + Math.exp(-2)), last[0], 1e-12);
  }

  @Test
  void theAreaUnderTheLineIsTheMetric() {
    SplittableRandom random = new SplittableRandom(3);
    double[] margins = random.doubles(5000, -2, 2).toArray();
    double[] labels = new double[5000];
    double[] weights = new double[5000];
    for (int i = 0; i < 5000; i++) {
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-margins[i])) ? 1 : 0;
      weights[i] = 1;
    }
    ClassCurves curves = ClassCurves.of(new RowSample(margins, labels, weights));
    double area = 0;
    for (int i = 1; i < curves.roc().size(); i++) {
      double[] a = curves.roc().get(i - 1);
      double[] b = curves.roc().get(i);
      area += (b[0] - a[0]) * (a[1] + b[1]) / 2;
    }
    double concordant = 0;
    double pairs = 0;
    for (int i = 0; i < 5000; i += 5) {
      for (int j = 0; j < 5000; j++) {
        if (labels[i] > labels[j]) {
          pairs++;
          concordant += margins[i] > margins[j] ? 1 : 0;
        }
      }
    }
    assertEquals(concordant / pairs, area, 0.02);
    assertTrue(curves.roc().size() < 600, "thinned: " + curves.roc().size());
    assertEquals(10, curves.calibration().size());
    for (double[] group : curves.calibration()) {
      assertEquals(group[0], group[1], 0.08, "labels were drawn by these probabilities");
    }
    assertPoints(new double[0][], ClassCurves.of(new RowSample(margins, weights, weights)).roc());
  }

  @Test
  void residualsAreLabelsWithoutPredictions() {
    RowSample rows =
        new RowSample(new double[] {1, 2, 3}, new double[] {2, 2, 2}, new double[] {1, 1, 2});
    Residuals residuals = Residuals.of(rows);
    assertPoints(new double[][] {{1, 1}, {2, 0}, {3, -1}}, residuals.points());
    assertEquals(33, residuals.histogram().size());
    assertEquals(1, residuals.histogram().stream().mapToDouble(p -> p[1]).sum(), 1e-12);
    assertArrayEquals(new double[] {0, 0.25}, residuals.histogram().get(16), 1e-12);
  }

  @Test
  void packedRowsAreSampledAndConfusionsCounted() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      rows.add(RowFactory.create(Vectors.dense(i % 3, i % 2), (double) (i % 3), (double) (i % 4)));
    }
    try (PackedData data =
        PackedData.pack(
            LocalSpark.table(spark, rows, 2),
            new Columns("features", "label", "weight"),
            LabelCoding.numeric(),
            BadRows.FAIL,
            Order.AS_READ)) {
      RowSample sample = RowSample.of(data, new double[] {2, 0.5, -1}, KernelMode.JAVA);
      assertEquals(rows.stream().filter(row -> row.getDouble(2) > 0).count(), sample.size());
      double sum = 0;
      for (int i = 0; i < sample.size(); i++) {
        assertEquals(2 * sample.labels()[i] - 1, sample.margins()[i], 0.5);
        sum += sample.weights()[i];
      }
      assertEquals(rows.stream().mapToDouble(row -> row.getDouble(2)).sum(), sum, 1e-12);
      // Margins of class 0, 1, 2 as in m below.
      double[] theta = {-1, 0, 1, 0, 0, 0, 0.5, 0, -1.5};
      double[][] confusions = Confusions.of(data, theta, KernelMode.JAVA);
      double[][] expected = new double[3][3];
      for (Row row : rows) {
        int label = (int) row.getDouble(1);
        double[] m = {0.5 - label, 0, label - 1.5};
        int told = m[0] >= m[1] && m[0] >= m[2] ? 0 : m[1] >= m[2] ? 1 : 2;
        expected[label][told] += row.getDouble(2);
      }
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(expected[i], confusions[i], 1e-12);
      }
    }
  }
}
