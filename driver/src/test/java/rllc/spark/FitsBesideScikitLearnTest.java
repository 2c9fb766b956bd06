package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/**
 * Penalised fits beside scikit-learn's of the same objective: PoissonRegressor, GammaRegressor,
 * TweedieRegressor and LinearSVC (LIBLINEAR). The numbers are those that
 * src/benchmark/python/amounts_reference.py prints.
 */
class FitsBesideScikitLearnTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static List<Row> rows(String name) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double x = (i * 37 % 101) / 50.0 - 1;
      double z = i * 53 % 17 / 8.0 - 1;
      double mean = Math.exp(1 + 0.8 * x - 0.5 * z) * (0.5 + (i * 29 % 71) / 71.0);
      double label =
          switch (name) {
            case "poisson" -> Math.floor(mean);
            case "gamma" -> mean;
            case "squaredHinge" -> mean > 3 ? 1 : 0;
            default -> i % 4 == 0 ? 0 : mean;
          };
      rows.add(RowFactory.create(Vectors.dense(x, z), label, 1.0));
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "poisson, 0.8610953651899332, -0.5926198813147069, 0.7501438173540153",
    "gamma, 0.7190009696153451, -0.489197777283532, 0.9888303623170912",
    "tweedie(1.5), 0.6941410038908239, -0.5156484808351699, 0.7019483206680617",
    "squaredHinge, 1.2278263820750461, -0.814466588931935, 0"
  })
  void theSameCoefficients(String name, double first, double second, double intercept) {
    Family family = Family.of(name).orElseThrow();
    OptionalDouble none = OptionalDouble.empty();
    TrainingSettings settings =
        new TrainingSettings(
            new ModelSettings(family, 1e-3, 0, intercept != 0, false),
            Presets.parse("auto", none, none),
            new StopSettings(200, none, none, 1e-14, none),
            new RunSettings(
                1,
                RunSettings.Coordinates.AUTO,
                RunSettings.Start.AUTO,
                KernelMode.AUTO,
                RunSettings.Precision.AUTO));
    try (LabelledData data =
        LabelledData.pack(
            LocalSpark.table(spark, rows(name), 2),
            new Columns("features", "label", null),
            family,
            BadRows.FAIL,
            Order.AS_READ)) {
      LinearFit fit = LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody());
      assertEquals(first, fit.theta()[0], 1e-8);
      assertEquals(second, fit.theta()[1], 1e-8);
      assertEquals(intercept, fit.theta()[2], 1e-8);
      if (name.equals("squaredHinge")) {
        assertEquals(0.5063116712279793, fit.last().loss(), 1e-8 * 0.5);
      }
    }
  }
}
