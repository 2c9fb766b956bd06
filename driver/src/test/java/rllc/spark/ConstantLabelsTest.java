package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.ml.regression.LinearRegression;
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
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.spark.data.LabelledData;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/** Least squares of labels that are all alike: MLlib's answer is their value as the intercept. */
class ConstantLabelsTest {
  private static final double LABEL = 5.25;
  private static SparkSession spark;
  private static Dataset<Row> table;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
    List<Row> rows =
        LocalSpark.rows(600, 4, 5).stream()
            .map(row -> RowFactory.create(row.get(0), LABEL, row.get(2)))
            .toList();
    table = LocalSpark.table(spark, rows, 3);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static LinearFit fit(
      String preset, String batch, RunSettings.Start start, ModelSettings model) {
    OptionalDouble none = OptionalDouble.empty();
    TrainingSettings settings =
        new TrainingSettings(
            model,
            Presets.parse(
                preset, none, none, Optional.empty(), 1e-5, Optional.empty(), Optional.empty()),
            new Batching(BatchSize.parse(batch), Optional.empty(), Optional.empty()),
            new StopSettings(200, none, none, 1e-8, none),
            new RunSettings(
                1,
                RunSettings.Coordinates.AUTO,
                start,
                KernelMode.AUTO,
                RunSettings.Precision.DOUBLE));
    try (LabelledData data =
        LabelledData.pack(
            table,
            new Columns("features", "label", "weight"),
            Family.gaussian(),
            BadRows.FAIL,
            Order.AS_READ)) {
      return LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "auto, full, AUTO, 0",
    "auto, full, ZERO, 0.1",
    "auto, full, WARM, 0.1",
    "auto, 50, AUTO, 0.1",
    "lbfgs, full, AUTO, 0.1",
    "lbfgs, full, ZERO, 0.1",
    "adam, full, AUTO, 0.1",
    "rllc-momentum(0.9), full, AUTO, 0.1",
    "rllc-momentum(0.9), 50, AUTO, 0.1"
  })
  void theModelIsTheIntercept(
      String preset, String batch, RunSettings.Start start, double regParam) {
    LinearFit fit =
        fit(preset, batch, start, new ModelSettings(Family.gaussian(), regParam, 0, true, true));
    var mllib = new LinearRegression().setRegParam(regParam).setWeightCol("weight").fit(table);
    double[] expected = Arrays.copyOf(mllib.coefficients().toArray(), 5);
    expected[4] = mllib.intercept();
    assertArrayEquals(new double[] {0, 0, 0, 0, LABEL}, expected, 0.0, "MLlib's");
    assertArrayEquals(expected, fit.theta(), 1e-7, preset);
    assertTrue(!fit.stop().status().equals("failed"), fit.stop().text());
  }

  @Test
  void anL1PartChangesNothing() {
    ModelSettings model = new ModelSettings(Family.gaussian(), 0.1, 0.5, true, true);
    LinearFit fit = fit("auto", "full", RunSettings.Start.AUTO, model);
    assertArrayEquals(new double[] {0, 0, 0, 0, LABEL}, fit.theta(), 1e-12);
    assertEquals("converged", fit.stop().status());
  }

  @Test
  void withoutInterceptAPenaltyHasNoUnitAndIsRefusedAsByMllib() {
    ModelSettings model = new ModelSettings(Family.gaussian(), 0.1, 0, false, true);
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> fit("auto", "full", RunSettings.Start.AUTO, model));
    assertEquals(
        "the labels must have two values or more among rows of positive weight, got only 5.25",
        e.getMessage());
    ModelSettings free = new ModelSettings(Family.gaussian(), 0, 0, false, true);
    double[] theta = fit("auto", "full", RunSettings.Start.AUTO, free).theta();
    var mllib = new LinearRegression().setFitIntercept(false).setWeightCol("weight").fit(table);
    assertArrayEquals(mllib.coefficients().toArray(), Arrays.copyOf(theta, 4), 1e-6);
  }
}
