package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.ml.LinearModel;
import rllc.ml.SparkModels;
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
import rllc.spark.score.Metrics;
import rllc.train.run.RunControl;

/** Models with a log link beside Spark's GeneralizedLinearRegression, and by every kind of step. */
class AmountsSideBySideTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Amounts with means from about {@code size} / 20 to 20 {@code size}; a tweedie's may be 0. */
  private static Dataset<Row> table(Family family, double size) {
    SplittableRandom random = new SplittableRandom(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      double[] x = {random.nextGaussian(), 3 + 2 * random.nextGaussian(), i % 3 == 0 ? 1 : 0};
      double mean = size * Math.exp(0.5 * x[0] - 0.3 * (x[1] - 3) + 0.4 * x[2]);
      double noise = Math.exp(0.3 * random.nextGaussian());
      double label =
          switch (family.text()) {
            case "poisson" -> Math.rint(mean * noise);
            case "gamma" -> mean * noise;
            default -> random.nextInt(3) == 0 ? 0 : mean * noise;
          };
      rows.add(RowFactory.create(Vectors.dense(x), label, 1.0 + i % 2));
    }
    return LocalSpark.table(spark, rows, 3);
  }

  private static LabelledData packed(Dataset<Row> table, Family family) {
    return LabelledData.pack(table, COLUMNS, family, BadRows.FAIL, Order.AS_READ);
  }

  private static LinearFit fit(
      LabelledData data, ModelSettings model, String preset, String batch, StopSettings stop) {
    RunSettings run =
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.AUTO);
    return LinearFit.fit(
        data.rows(),
        data.labels(),
        new TrainingSettings(
            model,
            Presets.parse(preset, NONE, NONE),
            new Batching(BatchSize.parse(batch), Optional.empty(), Optional.empty()),
            stop,
            run),
        RunControl.nobody());
  }

  private static GeneralizedLinearRegressionModel sparks(
      Family family, Dataset<Row> table, boolean intercept) {
    String[] parts = family.text().split("[()]");
    GeneralizedLinearRegression trainer =
        new GeneralizedLinearRegression()
            .setFamily(parts[0])
            .setWeightCol("weight")
            .setFitIntercept(intercept)
            .setTol(1e-14)
            .setMaxIter(100);
    if (parts.length > 1) {
      trainer.setVariancePower(Double.parseDouble(parts[1])).setLinkPower(0);
    } else {
      trainer.setLink("log");
    }
    return trainer.fit(table);
  }

  @ParameterizedTest
  @CsvSource({
    "poisson, 20, true",
    "poisson, 1e5, true",
    "poisson, 0.5, false",
    "gamma, 3, true",
    "gamma, 1e-7, true",
    "tweedie(1.5), 2, true",
    "tweedie(1.2), 100, false"
  })
  void sparksCoefficientsAndDeviance(String name, double size, boolean intercept) {
    Family family = Family.of(name).orElseThrow();
    Dataset<Row> table = table(family, size).cache();
    GeneralizedLinearRegressionModel expected = sparks(family, table, intercept);
    ModelSettings model = new ModelSettings(family, 0, 0, intercept, true);
    try (LabelledData data = packed(table, family)) {
      for (String preset : new String[] {"auto", "lbfgs"}) {
        StopSettings stop = new StopSettings(500, NONE, NONE, 1e-14, NONE);
        LinearFit fit = fit(data, model, preset, "auto", stop);
        double[] theta = fit.theta();
        for (int j = 0; j < 3; j++) {
          double coefficient = expected.coefficients().apply(j);
          assertEquals(coefficient, theta[j], 1e-6 * Math.max(0.1, Math.abs(coefficient)), preset);
        }
        assertEquals(expected.intercept(), theta[3], 1e-6, preset);
        Map<String, Double> metrics = Metrics.of(family, data.rows(), theta, KernelMode.AUTO);
        double deviance = expected.summary().deviance() / data.rows().moments().weightSum();
        assertEquals(deviance, metrics.get("deviance"), 1e-9 * deviance);
        assertEquals(deviance, 2 * fit.last().loss(), 1e-9 * deviance);
      }
    }
  }

  /** All that steps, steps: towards the optimum, or says that it has diverged. */
  @ParameterizedTest
  @ValueSource(strings = {"poisson", "tweedie(1.5)"})
  void everyKindOfStepLowersTheLoss(String name) {
    Family family = Family.of(name).orElseThrow();
    ModelSettings model = new ModelSettings(family, 1e-3, 0, true, true);
    try (LabelledData data = packed(table(family, 5), family)) {
      StopSettings exact = new StopSettings(200, NONE, NONE, 1e-12, NONE);
      double best = fit(data, model, "lbfgs", "auto", exact).last().loss();
      double first =
          LinearFit.objective(data.rows(), data.labels(), settings(model), nullModel(data));
      StopSettings some = new StopSettings(60, NONE, NONE, 1e-8, NONE);
      for (String preset :
          List.of("auto", "rllc-sgd-momentum(0.9)", "momentum(0.9)", "nesterov(0.9)", "adam")) {
        LinearFit fit = fit(data, model, preset, "full", some);
        if (fit.stop().status().equals("diverged")) {
          // The curvature grows with the mean: an automatic c1 may be too long, and that is said.
          assertTrue(
              preset.endsWith("(0.9)") && fit.stop().text().contains("a smaller optimizer.c1"));
          continue;
        }
        assertTrue(fit.stop().hasModel(), preset + " " + fit.stop());
        double left = (fit.last().loss() - best) / (first - best);
        assertTrue(left < (preset.equals("auto") ? 1e-9 : 0.3), preset + " leaves " + left);
      }
      StopSettings epochs =
          new StopSettings(Integer.MAX_VALUE, OptionalDouble.of(8), NONE, 1e-8, NONE);
      double left = (fit(data, model, "auto", "0.1", epochs).last().loss() - best) / (first - best);
      assertTrue(left < 0.1, "batches leave " + left);
      StopSettings little = new StopSettings(100, OptionalDouble.of(1.5), NONE, 1e-8, NONE);
      LinearFit alone = fit(data, model, "auto", "auto", little);
      assertEquals("auto (small steps)", alone.optimizer().preset());
      left = (alone.last().loss() - best) / (first - best);
      assertTrue(left < 0.3, "small steps leave " + left);
    }
  }

  private static TrainingSettings settings(ModelSettings model) {
    return new TrainingSettings(
        model,
        Presets.parse("auto", NONE, NONE),
        new StopSettings(1, NONE, NONE, 1e-6, NONE),
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.AUTO));
  }

  private static double[] nullModel(LabelledData data) {
    return new double[] {0, 0, 0, Math.log(data.rows().moments().labelMean())};
  }

  /** A learning rate that is far too long overflows: the run says so and has no model. */
  @Test
  void anOverflowIsADivergedRun() {
    Family family = Family.poisson();
    try (LabelledData data = packed(table(family, 50), family)) {
      RunSettings run = settings(new ModelSettings(family, 0, 0, true, true)).run();
      TrainingSettings settings =
          new TrainingSettings(
              new ModelSettings(family, 0, 0, true, true),
              Presets.parse("sgd", OptionalDouble.of(1e4), NONE),
              new StopSettings(100, NONE, NONE, 1e-6, NONE),
              run);
      LinearFit fit = LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody());
      assertEquals("diverged", fit.stop().status());
    }
  }

  @ParameterizedTest
  @CsvSource({"poisson, -1", "gamma, 0", "tweedie(1.5), -0.5"})
  void aLabelThatIsNoAmountIsABadRow(String name, double label) {
    Family family = Family.of(name).orElseThrow();
    Dataset<Row> table =
        LocalSpark.table(
            spark,
            List.of(
                RowFactory.create(Vectors.dense(1, 2), 1.0, 1.0),
                RowFactory.create(Vectors.dense(2, 1), label, 1.0)),
            1);
    // Packing is a job: Spark wraps what a task throws.
    Throwable thrown = assertThrows(Exception.class, () -> packed(table, family));
    String message = thrown.getCause().getMessage();
    String must =
        "row 1 of partition 0 (both counted from 0): column `label` must be a finite number";
    assertTrue(message.startsWith(must), message);
    try (LabelledData data =
        LabelledData.pack(table, COLUMNS, family, BadRows.SKIP, Order.AS_READ)) {
      assertEquals(1, data.rows().skippedRows());
    }
  }

  /** Spark loads them, and gives the means that we mean. */
  @ParameterizedTest
  @ValueSource(strings = {"poisson", "gamma", "tweedie(1.5)"})
  void aSavedModelIsSparks(String name, @TempDir Path folder) throws Exception {
    Family family = Family.of(name).orElseThrow();
    double[] theta = {0.25, -0.5, 1, 0.125};
    String path = folder.resolve("model").toString();
    SparkModels.pipeline(SparkModels.of("rllc_test", family, theta, 1, COLUMNS)).write().save(path);
    PipelineModel loaded = PipelineModel.load(path);
    for (Row row : loaded.transform(table(family, 1)).limit(20).collectAsList()) {
      Vector x = row.getAs("features");
      double margin = 0.25 * x.apply(0) - 0.5 * x.apply(1) + x.apply(2) + 0.125;
      double mean = Math.exp(margin);
      assertEquals(mean, row.<Double>getAs("prediction"), 1e-12 * mean);
    }
    LinearModel read = LinearModel.of(loaded);
    assertEquals(family, read.family());
    assertArrayEquals(theta, read.theta());
    GeneralizedLinearRegressionModel other = (GeneralizedLinearRegressionModel) loaded.stages()[0];
    other.set(
        other.getParam(name.startsWith("t") ? "linkPower" : "link"),
        name.startsWith("t") ? (Object) 1.0 : "identity");
    String message =
        assertThrows(BadInputException.class, () -> LinearModel.of(SparkModels.pipeline(other)))
            .getMessage();
    assertTrue(message.contains("log link, got " + name + " with another link"), message);
  }

  @Test
  void namesOfFamilies() {
    for (Family family : Family.all()) {
      assertEquals(family, Family.of(family.text()).orElseThrow());
    }
    assertEquals(Family.tweedie(1.25), Family.of("Tweedie(1.25)").orElseThrow());
    for (String none :
        new String[] {"tweedie", "tweedie(2)", "tweedie(1.0)", "svc", "tweedie(0.5)"}) {
      assertTrue(Family.of(none).isEmpty(), none);
    }
    assertTrue(
        Arrays.asList("poisson", "gamma").stream().allMatch(n -> Family.names().contains(n)));
  }
}
