package rllc.jobs.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDataTest {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private GenerateSettings settings(
      SyntheticFamily family, int rows, int nonZeros, double noise, int partitions) {
    String path = folder.resolve(family + "-" + partitions).toString();
    int classes = family == SyntheticFamily.MULTINOMIAL ? 4 : 0;
    return new GenerateSettings(
        family, classes, rows, 8, nonZeros, 100, noise, 11, partitions, path);
  }

  private Dataset<Row> written(GenerateSettings settings) {
    SyntheticData.run(spark, settings);
    return spark.read().parquet(settings.path());
  }

  private static JsonNode model(GenerateSettings settings) throws IOException {
    return new ObjectMapper().readTree(Path.of(SyntheticData.modelPath(settings.path())).toFile());
  }

  @Test
  void partitionsChangeNoRow() {
    List<Row> one = sorted(written(settings(SyntheticFamily.BINOMIAL, 1001, 3, 0.1, 1)));
    List<Row> four = sorted(written(settings(SyntheticFamily.BINOMIAL, 1001, 3, 0.1, 4)));

    assertEquals(1001, one.size());
    assertEquals(one, four);
  }

  private static List<Row> sorted(Dataset<Row> data) {
    return data.selectExpr("label", "features", "cast(features as string) AS key")
        .sort("key")
        .select("label", "features")
        .collectAsList();
  }

  @Test
  void asManyFilesAsPartitionsHoldTheRowsInOrder() {
    GenerateSettings settings = settings(SyntheticFamily.GAUSSIAN, 10, 8, 1, 3);
    List<Row> rows = SyntheticData.rows(spark, settings).collectAsList();
    SyntheticModel model = new SyntheticModel(settings);
    for (int i = 0; i < 10; i++) {
      assertEquals(model.row(i).features(), rows.get(i).getAs("features"), "row " + i);
      assertEquals(model.row(i).label(), rows.get(i).<Double>getAs("label"), "row " + i);
    }
    assertEquals(3, written(settings).inputFiles().length);
  }

  @Test
  void logisticRegressionFindsTheCoefficients() throws IOException {
    GenerateSettings settings = settings(SyntheticFamily.BINOMIAL, 40_000, 8, 0, 2);
    var fit = new LogisticRegression().setTol(1e-8).fit(written(settings));
    assertRecovered(model(settings), fit.coefficients(), fit.intercept(), 0.1);
  }

  @Test
  void logisticRegressionOfSeveralClassesFindsTheCoefficients() throws IOException {
    for (int nonZeros : new int[] {8, 3}) {
      GenerateSettings settings =
          settings(SyntheticFamily.MULTINOMIAL, 40_000, nonZeros, 0, nonZeros);
      var fit = new LogisticRegression().setTol(1e-8).fit(written(settings));
      JsonNode model = model(settings);
      assertEquals(4, fit.numClasses());
      double error = 0;
      double norm = 0;
      for (int k = 0; k < 4; k++) {
        for (int j = 0; j < 8; j++) {
          double expected = model.get("coefficientMatrix").get(k).get(j).asDouble();
          error += Math.pow(expected - fit.coefficientMatrix().apply(k, j), 2);
          norm += expected * expected;
        }
        double intercept = model.get("interceptVector").get(k).asDouble();
        assertEquals(intercept, fit.interceptVector().apply(k), 0.15);
      }
      assertTrue(Math.sqrt(error / norm) < 0.1, "relative error " + Math.sqrt(error / norm));
      assertEquals(4, model.at("/settings/classes").asInt());
    }
  }

  @Test
  void linearRegressionFindsTheCoefficientsOfSparseRows() throws IOException {
    GenerateSettings settings = settings(SyntheticFamily.GAUSSIAN, 20_000, 3, 0.5, 2);
    var fit = new LinearRegression().fit(written(settings));
    assertRecovered(model(settings), fit.coefficients(), fit.intercept(), 0.05);
  }

  /** The norm of the error is below {@code tolerance} of the norm of the coefficients. */
  private static void assertRecovered(
      JsonNode model, Vector coefficients, double intercept, double tolerance) {
    double error = 0;
    double norm = 0;
    for (int j = 0; j < coefficients.size(); j++) {
      double expected = model.get("coefficients").get(j).asDouble();
      error += Math.pow(expected - coefficients.apply(j), 2);
      norm += expected * expected;
    }
    assertTrue(Math.sqrt(error / norm) < tolerance, "relative error " + Math.sqrt(error / norm));
    assertEquals(model.get("intercept").asDouble(), intercept, tolerance);
  }

  @Test
  void theModelFileCarriesAllSettings() throws IOException {
    GenerateSettings settings = settings(SyntheticFamily.GAUSSIAN, 5, 3, 0.5, 2);
    SyntheticData.run(spark, settings);
    JsonNode model = model(settings);

    assertEquals("gaussian", model.get("family").asText());
    assertEquals(8, model.get("coefficients").size());
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"family": "gaussian", "rows": 5, "features": 8, "nonZeros": 3, "condition": 100.0,
                 "noise": 0.5, "seed": 11, "partitions": 2, "path": "%s"}
                """
                    .formatted(settings.path())),
        model.get("settings"));
  }

  @Test
  void whatExistsIsNotOverwritten() throws IOException {
    GenerateSettings settings = settings(SyntheticFamily.GAUSSIAN, 5, 3, 0.5, 1);
    Path modelFile = Files.writeString(Path.of(settings.path() + ".coefficients.json"), "mine");

    String message =
        assertThrows(IllegalArgumentException.class, () -> SyntheticData.run(spark, settings))
            .getMessage();
    assertEquals("`path` must not exist yet, but there is " + modelFile, message);
    assertEquals("mine", Files.readString(modelFile));
    assertFalse(Files.exists(Path.of(settings.path())));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    String path = file.resolve("rows").toString();
    GenerateSettings settings =
        new GenerateSettings(SyntheticFamily.BINOMIAL, 0, 5, 3, 3, 1, 0, 1, 1, path);
    String message =
        assertThrows(IllegalArgumentException.class, () -> SyntheticData.run(spark, settings))
            .getMessage();
    String must = "`path` must be a folder that can be written, got " + path + ": ";
    assertTrue(message.startsWith(must), message);
  }
}
