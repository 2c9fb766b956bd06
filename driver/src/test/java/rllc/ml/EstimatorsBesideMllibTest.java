package rllc.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.BinaryLogisticRegressionTrainingSummary;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.LogisticRegressionTrainingSummary;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionTrainingSummary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.spark.LocalSpark;
import rllc.spark.SharedData;

/** One class name changed: the same coefficients, predictions, thresholds and summaries. */
class EstimatorsBesideMllibTest {
  private static final double CLOSE = 2e-5;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** regParam, elasticNetParam, fitIntercept, standardization, weighted. */
  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(0.0, 0.0, true, true, false),
        Arguments.of(0.01, 0.0, true, true, true),
        Arguments.of(0.01, 0.0, false, true, false),
        Arguments.of(0.01, 0.0, true, false, true),
        Arguments.of(0.01, 1.0, true, true, false),
        Arguments.of(0.01, 0.5, false, false, true));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void twoClasses(
      double regParam,
      double elasticNet,
      boolean intercept,
      boolean standardised,
      boolean weighted) {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(400, 4, 2), 3).cache();
    LogisticRegression sparks = new LogisticRegression();
    LogisticRegression ours = new RllcLogisticRegression();
    for (LogisticRegression estimator : List.of(sparks, ours)) {
      set(estimator, regParam, elasticNet, intercept, standardised);
      if (weighted) {
        estimator.setWeightCol("weight");
      }
    }
    LogisticRegressionModel expected = sparks.fit(table);
    LogisticRegressionModel actual = ours.fit(table);
    assertSame(expected, actual, CLOSE);
    assertSamePredictions(expected.transform(table), actual.transform(table));
    assertSameSummaries(expected.binarySummary(), actual.binarySummary());
    table.unpersist(true);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void threeClasses(
      double regParam,
      double elasticNet,
      boolean intercept,
      boolean standardised,
      boolean weighted) {
    Dataset<Row> table =
        LocalSpark.table(spark, LocalSpark.rows(400, 4, 3), 3)
            .withColumn(
                "label",
                functions
                    .col("label")
                    .plus(functions.when(functions.rand(5).gt(0.5), 1.0).otherwise(0.0)))
            .cache();
    LogisticRegression sparks = new LogisticRegression();
    LogisticRegression ours = new RllcLogisticRegression();
    for (LogisticRegression estimator : List.of(sparks, ours)) {
      set(estimator, regParam, elasticNet, intercept, standardised);
      if (weighted) {
        estimator.setWeightCol("weight");
      }
    }
    LogisticRegressionModel expected = sparks.fit(table);
    LogisticRegressionModel actual = ours.fit(table);
    assertSame(expected, actual, 20 * CLOSE);
    assertSamePredictions(expected.transform(table), actual.transform(table));
    assertEquals(expected.summary().accuracy(), actual.summary().accuracy(), 1e-12);
    table.unpersist(true);
  }

  private static void set(
      LogisticRegression estimator,
      double regParam,
      double elasticNet,
      boolean intercept,
      boolean standardised) {
    estimator
        .setRegParam(regParam)
        .setElasticNetParam(elasticNet)
        .setFitIntercept(intercept)
        .setStandardization(standardised)
        .setMaxIter(1000)
        .setTol(1e-12);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void leastSquares(
      double regParam,
      double elasticNet,
      boolean intercept,
      boolean standardised,
      boolean weighted) {
    for (String solver : List.of("auto", "l-bfgs")) {
      leastSquares(solver, regParam, elasticNet, intercept, standardised, weighted);
    }
  }

  private static void leastSquares(
      String solver,
      double regParam,
      double elasticNet,
      boolean intercept,
      boolean standardised,
      boolean weighted) {
    Dataset<Row> table =
        LocalSpark.table(spark, LocalSpark.rows(400, 4, 4), 3)
            .withColumn("label", functions.col("label").plus(functions.rand(7)))
            .cache();
    LinearRegression sparks = new LinearRegression();
    LinearRegression ours = new RllcLinearRegression();
    for (LinearRegression estimator : List.of(sparks, ours)) {
      estimator
          .setRegParam(regParam)
          .setElasticNetParam(elasticNet)
          .setFitIntercept(intercept)
          .setStandardization(standardised)
          .setSolver(solver)
          .setMaxIter(1000)
          .setTol(1e-12);
      if (weighted) {
        estimator.setWeightCol("weight");
      }
    }
    LinearRegressionModel expected = sparks.fit(table);
    LinearRegressionModel actual = ours.fit(table);
    assertArrayEquals(expected.coefficients().toArray(), actual.coefficients().toArray(), 1e-7);
    assertEquals(expected.intercept(), actual.intercept(), 1e-6);
    assertSameSummaries(expected.summary(), actual.summary());
    table.unpersist(true);
  }

  @Test
  void thresholdsReachTheModel() {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(400, 4, 2), 3);
    LogisticRegression one = new RllcLogisticRegression().setThreshold(0.8);
    assertEquals(0.8, one.fit(table).getThreshold());
    LogisticRegression two = new RllcLogisticRegression().setThresholds(new double[] {0.3, 0.7});
    assertArrayEquals(new double[] {0.3, 0.7}, two.fit(table).getThresholds());
    assertEquals(
        new LogisticRegression()
            .setThreshold(0.8)
            .fit(table)
            .transform(table)
            .filter("prediction = 1")
            .count(),
        one.fit(table).transform(table).filter("prediction = 1").count());
  }

  @Test
  void a9a() {
    Dataset<Row> table =
        libsvm("a9a/a9a.gz", 123)
            .withColumn("label", functions.when(functions.col("label").gt(0), 1.0).otherwise(0.0));
    LogisticRegressionModel expected =
        new LogisticRegression().setRegParam(1e-3).setTol(1e-13).setMaxIter(2000).fit(table);
    LogisticRegression ours = new RllcLogisticRegression().setRegParam(1e-3).setTol(1e-13);
    LogisticRegressionModel actual = ours.fit(table);
    // Rare features leave directions in which the objective is nearly flat.
    assertSame(expected, actual, 1e-4);
    assertTrue(last(actual.summary()) <= last(expected.summary()) + 1e-12);
    assertSameSummaries(expected.binarySummary(), actual.binarySummary());
    table.unpersist(true);
  }

  @Test
  void uspsOfTenClasses() {
    Dataset<Row> raw =
        spark.read().option("inferSchema", true).csv(SharedData.file("usps/zip.test.csv.gz"));
    List<String> pixels = new ArrayList<>();
    for (int j = 1; j <= 256; j++) {
      pixels.add("_c" + j);
    }
    Dataset<Row> table =
        new VectorAssembler()
            .setInputCols(pixels.toArray(String[]::new))
            .setOutputCol("features")
            .transform(raw)
            .withColumn("label", functions.col("_c0").cast("int"))
            .select("features", "label")
            .cache();
    LogisticRegressionModel expected =
        new LogisticRegression().setRegParam(0.01).setTol(1e-10).setMaxIter(500).fit(table);
    LogisticRegression ours =
        new RllcLogisticRegression().setRegParam(0.01).setTol(1e-10).setMaxIter(500);
    LogisticRegressionModel actual = ours.fit(table);
    assertEquals(10, actual.numClasses());
    assertSame(expected, actual, 1e-4);
    assertEquals(expected.summary().accuracy(), actual.summary().accuracy(), 1e-12);
    table.unpersist(true);
  }

  @Test
  void regressions() {
    for (String name : List.of("cadata/cadata.gz", "abalone/abalone_scale.gz")) {
      Dataset<Row> table = libsvm(name, 8);
      LinearRegressionModel expected = new LinearRegression().setRegParam(0.01).fit(table);
      LinearRegression ours = new RllcLinearRegression().setRegParam(0.01);
      LinearRegressionModel actual = ours.fit(table);
      double[] coefficients = expected.coefficients().toArray();
      for (int j = 0; j < coefficients.length; j++) {
        double off = Math.abs(coefficients[j] - actual.coefficients().apply(j));
        assertTrue(off <= 1e-6 * Math.abs(coefficients[j]), name + ", coefficient " + j);
      }
      assertEquals(expected.summary().r2(), actual.summary().r2(), 1e-9);
      table.unpersist(true);
    }
  }

  private static Dataset<Row> libsvm(String file, int features) {
    return spark
        .read()
        .format("libsvm")
        .option("numFeatures", features)
        .load(SharedData.file(file))
        .cache();
  }

  private static void assertSame(
      LogisticRegressionModel expected, LogisticRegressionModel actual, double close) {
    assertArrayEquals(
        expected.coefficientMatrix().toArray(), actual.coefficientMatrix().toArray(), close);
    assertArrayEquals(
        expected.interceptVector().toArray(), actual.interceptVector().toArray(), 5 * close);
    assertEquals(expected.numClasses(), actual.numClasses());
    assertEquals(expected.getThreshold(), actual.getThreshold());
  }

  private static void assertSamePredictions(Dataset<Row> expected, Dataset<Row> actual) {
    assertEquals(expected.schema(), actual.schema());
    List<Row> a = expected.select("prediction").collectAsList();
    List<Row> b = actual.select("prediction").collectAsList();
    assertEquals(a, b);
  }

  private static void assertSameSummaries(
      BinaryLogisticRegressionTrainingSummary expected,
      BinaryLogisticRegressionTrainingSummary actual) {
    assertEquals(expected.areaUnderROC(), actual.areaUnderROC(), 1e-5);
    assertEquals(expected.accuracy(), actual.accuracy(), 1e-12);
    assertEquals(expected.labelCol(), actual.labelCol());
    assertEquals(last(expected), last(actual), 1e-7);
    assertEquals(expected.predictions().columns().length, actual.predictions().columns().length);
  }

  private static double last(LogisticRegressionTrainingSummary summary) {
    double[] objectives = summary.objectiveHistory();
    return objectives[objectives.length - 1];
  }

  private static void assertSameSummaries(
      LinearRegressionTrainingSummary expected, LinearRegressionTrainingSummary actual) {
    assertEquals(expected.r2(), actual.r2(), 1e-7);
    assertEquals(expected.rootMeanSquaredError(), actual.rootMeanSquaredError(), 1e-7);
    assertEquals(expected.meanAbsoluteError(), actual.meanAbsoluteError(), 1e-6);
    assertEquals(expected.degreesOfFreedom(), actual.degreesOfFreedom());
    assertEquals(expected.residuals().count(), actual.residuals().count());
  }
}
