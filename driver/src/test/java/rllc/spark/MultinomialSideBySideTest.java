package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.ElementwiseProduct;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.ml.SparkModels;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.spark.data.PackedData;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.Labels;
import rllc.spark.score.Metrics;

/** Softmax regression against MLlib's, which takes the same one of the equal solutions. */
class MultinomialSideBySideTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static LinearFit fit(Dataset<Row> table, String weight, ModelSettings model) {
    Columns columns = new Columns("features", "label", weight);
    return MllibSideBySideTest.fit(table, columns, Family.multinomial(), model);
  }

  private static LogisticRegression mllib(ModelSettings model) {
    return new LogisticRegression()
        .setFamily("multinomial")
        .setRegParam(model.regParam())
        .setFitIntercept(model.fitIntercept())
        .setStandardization(model.standardization())
        .setTol(MllibSideBySideTest.TOL)
        .setMaxIter(MllibSideBySideTest.STEPS);
  }

  private static ModelSettings model(double regParam, boolean intercept, boolean standardization) {
    return new ModelSettings(Family.multinomial(), regParam, 0, intercept, standardization);
  }

  private static void assertSame(LogisticRegressionModel mllib, LinearFit ours) {
    int classes = mllib.numClasses();
    int features = mllib.numFeatures();
    assertEquals(classes * (features + 1), ours.theta().length);
    double scale = 0;
    for (double w : mllib.coefficientMatrix().toArray()) {
      scale = Math.max(scale, Math.abs(w));
    }
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < features; j++) {
        double expected = mllib.coefficientMatrix().apply(k, j);
        double tolerance = 1e-6 * Math.max(Math.abs(expected), 1e-1 * scale);
        String what = "class " + k + ", feature " + j;
        assertEquals(expected, ours.theta()[j * classes + k], tolerance, what);
      }
      double expected = mllib.interceptVector().apply(k);
      double tolerance = 1e-6 * Math.max(Math.abs(expected), scale);
      assertEquals(expected, ours.theta()[features * classes + k], tolerance, "intercept " + k);
    }
    double[] history = mllib.summary().objectiveHistory();
    double theirs = history[history.length - 1];
    assertEquals(theirs, ours.last().loss(), 1e-9 * theirs);
  }

  static Stream<Arguments> options() {
    return Stream.of(
        Arguments.of(3, 0.0, true, true),
        Arguments.of(3, 0.0, false, true),
        Arguments.of(3, 0.01, true, true),
        Arguments.of(3, 0.01, true, false),
        Arguments.of(3, 0.01, false, true),
        Arguments.of(3, 0.01, false, false),
        Arguments.of(2, 0.0, true, true),
        Arguments.of(2, 0.01, true, true));
  }

  @ParameterizedTest
  @MethodSource("options")
  void softmax(int classes, double regParam, boolean intercept, boolean standardization) {
    Dataset<Row> table = classes(classes, 3000).cache();
    ModelSettings model = model(regParam, intercept, standardization);
    assertSame(mllib(model).setWeightCol("weight").fit(table), fit(table, "weight", model));
  }

  /** Labels 0 .. K-1, of unequal shares, a noisy function of the features. */
  private static Dataset<Row> classes(int classes, int rows) {
    return LocalSpark.table(spark, LocalSpark.rows(rows, 6, 23), 3)
        .withColumn(
            "label", functions.when(functions.col("label").equalTo(0), 0).otherwise(classes - 1))
        .withColumn("noise", functions.pmod(functions.hash(functions.col("features")), lit(10)))
        .withColumn(
            "label",
            functions
                .when(
                    functions.col("noise").lt(3),
                    functions.pmod(functions.col("noise"), lit(classes)))
                .otherwise(functions.col("label"))
                .cast("double"))
        .drop("noise");
  }

  private static org.apache.spark.sql.Column lit(int number) {
    return functions.lit(number);
  }

  private static Dataset<Row> pendigits() {
    Dataset<Row> table =
        spark
            .read()
            .format("libsvm")
            .option("numFeatures", 16)
            .load(SharedData.file("pendigits/pendigits.gz"))
            .withColumnRenamed("features", "raw");
    double[] scale = new double[16];
    java.util.Arrays.fill(scale, 0.01);
    return new ElementwiseProduct()
        .setScalingVec(Vectors.dense(scale))
        .setInputCol("raw")
        .setOutputCol("features")
        .transform(table)
        .cache();
  }

  /** The optima of shared/golden/optima.json, made by an independent numpy program. */
  @ParameterizedTest
  @CsvSource({"0.01, 1.2226419352508189", "0.0001, 0.27133507293051506"})
  void pendigitsOptima(double regParam, double loss) {
    LinearFit ours = fit(pendigits(), null, model(regParam, true, false));
    assertEquals(loss, ours.last().loss(), 1e-10);
  }

  @Test
  void pendigitsAsMllib() {
    Dataset<Row> table = pendigits();
    ModelSettings model = model(1e-3, true, true);
    assertSame(mllib(model).fit(table), fit(table, null, model));
  }

  @Test
  void weightInOneClassOnlyIsBadInput() {
    Dataset<Row> table =
        classes(3, 200).withColumn("weight", functions.expr("if(label = 1, 0.5, 0.0)"));
    BadInputException e =
        assertThrows(BadInputException.class, () -> fit(table, "weight", model(0.1, true, true)));
    assertEquals(
        "the labels must have two values or more among rows of positive weight, got only 1.0",
        e.getMessage());
  }

  /** It is as if its rows were not there, but for its own column of coefficients. */
  @Test
  void aClassWithoutWeightLeavesTheOthersAlone() {
    Dataset<Row> table =
        classes(3, 600).withColumn("weight", functions.expr("if(label = 1, 0.0, weight)")).cache();
    ModelSettings model = model(0.01, false, true);
    assertSame(mllib(model).setWeightCol("weight").fit(table), fit(table, "weight", model));
  }

  /** Sorted, text becomes 0 .. K-1. */
  @Test
  void textLabelsAreClasses() {
    Dataset<Row> table = classes(3, 600).cache();
    Dataset<Row> text =
        table.withColumn(
            "label", functions.expr("element_at(array('ant', 'bee', 'cow'), int(label) + 1)"));
    Columns columns = new Columns("features", "label", null);
    ModelSettings model = model(0.01, true, true);
    LinearFit named = MllibSideBySideTest.fit(text, columns, Family.auto(), model);
    LinearFit numbered = MllibSideBySideTest.fit(table, columns, Family.auto(), model);
    assertArrayEquals(numbered.theta(), named.theta());
    assertEquals(21, named.theta().length);
  }

  @Test
  void metricsAreSparksOwn() {
    Dataset<Row> table = classes(3, 600).cache();
    Columns columns = new Columns("features", "label", "weight");
    ModelSettings model = model(0.01, true, true);
    LinearFit fit = MllibSideBySideTest.fit(table, columns, Family.multinomial(), model);
    Dataset<Row> scored =
        SparkModels.multinomial("rllc_test", fit.theta(), 3, columns).transform(table);
    MulticlassClassificationEvaluator evaluator =
        new MulticlassClassificationEvaluator().setWeightCol("weight");
    Labels labels = Labels.of(table, columns, Family.multinomial());
    try (PackedData data =
        PackedData.pack(table, columns, labels.coding(), BadRows.FAIL, Order.AS_READ)) {
      Map<String, Double> metrics =
          Metrics.of(Family.multinomial(), data, fit.theta(), KernelMode.AUTO);
      assertEquals(List.of("logLoss", "accuracy"), List.copyOf(metrics.keySet()));
      double logLoss = evaluator.setMetricName("logLoss").evaluate(scored);
      assertEquals(logLoss, metrics.get("logLoss"), 1e-12);
      double accuracy = evaluator.setMetricName("accuracy").evaluate(scored);
      assertEquals(accuracy, metrics.get("accuracy"), 1e-12);
    }
  }
}
