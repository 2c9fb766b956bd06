package rllc.spark.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.LinearFit;
import rllc.spark.LocalSpark;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/** Features such as timestamps and numbers of customers: their mean dwarfs their spread. */
class FarFromZeroTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** The last feature is moved by {@code offset}. */
  private static Dataset<Row> table(Family family, double offset) {
    List<Row> rows = new ArrayList<>();
    for (Row row : LocalSpark.rows(1000, 4, 31)) {
      double[] x = ((Vector) row.get(0)).toArray().clone();
      double label = family.hasNumbers() ? x[3] - x[1] + row.getDouble(1) : row.getDouble(1);
      x[3] = Math.rint(x[3] * 64) / 64 + offset;
      rows.add(RowFactory.create(Vectors.dense(x), label, 1.0));
    }
    return LocalSpark.table(spark, rows, 2);
  }

  /** Preset auto's objective. */
  private static double objective(Family family, double offset) {
    TrainingSettings settings =
        new TrainingSettings(
            new ModelSettings(family, 0, 0, true, true),
            new OptimizerSettings.Auto(Optional.empty()),
            new StopSettings(
                100, OptionalDouble.empty(), OptionalDouble.empty(), 1e-6, OptionalDouble.empty()),
            new RunSettings(
                1,
                RunSettings.Coordinates.AUTO,
                RunSettings.Start.AUTO,
                KernelMode.AUTO,
                RunSettings.Precision.DOUBLE));
    try (LabelledData data =
        LabelledData.pack(
            table(family, offset),
            new Columns("features", "label", "weight"),
            family,
            BadRows.FAIL,
            Order.AS_READ)) {
      LinearFit fit = LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody());
      assertEquals("converged", fit.stop().status(), family + " " + offset);
      return fit.last().loss();
    }
  }

  /** Moving a feature moves the intercept alone. */
  @ParameterizedTest
  @CsvSource({"BINOMIAL, 1e7", "BINOMIAL, 1e8", "BINOMIAL, 1e9", "BINOMIAL, 1e10", "GAUSSIAN, 1e9"})
  void anOffsetDoesNotChangeTheOptimum(String name, double offset) {
    Family family = Family.of(name).orElseThrow();
    double centred = objective(family, 0);
    double moved = objective(family, offset);
    assertTrue(
        Math.abs(moved - centred) <= 1e-5 * centred,
        Map.of("centred", centred, "moved", moved).toString());
  }

  /** A margin would have lost the digits that tell rows apart. */
  @ParameterizedTest
  @CsvSource({"BINOMIAL, 1e12", "GAUSSIAN, 1e12", "BINOMIAL, 1e14"})
  void aFeatureWithoutDigitsToTellRowsApartIsNamed(String name, double offset) {
    Family family = Family.of(name).orElseThrow();
    BadInputException e = assertThrows(BadInputException.class, () -> objective(family, offset));
    String must = "feature 3 must have a standard deviation of more than 1e-11 of its mean, got";
    assertTrue(e.getMessage().startsWith(must), e.getMessage());
  }

  /** Rounding leaves it a deviation of some ulps. */
  @Test
  void aConstantFeatureIsNoFeatureFarFromZero() {
    Dataset<Row> rows =
        spark.createDataFrame(
            LocalSpark.rows(1000, 1, 31).stream()
                .map(row -> RowFactory.create(Vectors.dense(0.1), row.get(1), 1.0 / 3))
                .toList(),
            LocalSpark.SCHEMA);
    try (LabelledData data =
        LabelledData.pack(
            rows,
            new Columns("features", "label", "weight"),
            Family.binomial(),
            BadRows.FAIL,
            Order.AS_READ)) {
      assertEquals(1, data.rows().moments().featuresOfLittleSpread(1e-11).length);
      assertDoesNotThrow(() -> FarFromZeroCheck.check(data.rows()));
    }
  }
}
