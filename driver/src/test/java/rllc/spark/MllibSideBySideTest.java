package rllc.spark;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
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
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/**
 * The same parameters, the same data: the same coefficients as MLlib's, once both have converged.
 */
class MllibSideBySideTest {
  static final double TOL = 1e-13;
  static final int STEPS = 2000;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Arguments> options() {
    return Stream.of(
        Arguments.of(0.0, true, true),
        Arguments.of(0.01, true, true),
        Arguments.of(0.01, true, false),
        Arguments.of(0.01, false, true),
        Arguments.of(0.01, false, false));
  }

  /** elasticNetParam, fitIntercept, standardization; regParam is 0.01. */
  static Stream<Arguments> elasticNets() {
    return Stream.of(
        Arguments.of(1.0, true, true),
        Arguments.of(0.5, true, false),
        Arguments.of(0.7, false, true),
        Arguments.of(1.0, false, false));
  }

  static LinearFit fit(Dataset<Row> table, Columns columns, Family family, ModelSettings model) {
    TrainingSettings settings =
        new TrainingSettings(
            model,
            new OptimizerSettings.Lbfgs(),
            new StopSettings(
                STEPS, OptionalDouble.empty(), OptionalDouble.empty(), TOL, OptionalDouble.empty()),
            new RunSettings(
                1,
                RunSettings.Coordinates.AUTO,
                RunSettings.Start.AUTO,
                KernelMode.AUTO,
                RunSettings.Precision.DOUBLE));
    try (LabelledData data =
        LabelledData.pack(table, columns, family, BadRows.FAIL, Order.AS_READ)) {
      return LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody());
    }
  }

  private static void assertSame(Vector coefficients, double intercept, LinearFit ours) {
    double scale = 0;
    for (double w : coefficients.toArray()) {
      scale = Math.max(scale, Math.abs(w));
    }
    for (int j = 0; j < coefficients.size(); j++) {
      double expected = coefficients.apply(j);
      double tolerance = 1e-6 * Math.max(Math.abs(expected), 1e-2 * scale);
      assertEquals(expected, ours.theta()[j], tolerance, "coefficient " + j);
    }
    double tolerance = 1e-6 * Math.max(Math.abs(intercept), scale);
    assertEquals(intercept, ours.theta()[coefficients.size()], tolerance, "intercept");
  }

  @ParameterizedTest
  @MethodSource("options")
  void logistic(double regParam, boolean intercept, boolean standardization) {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(3000, 6, 21), 3).cache();
    LogisticRegressionModel mllib =
        new LogisticRegression()
            .setWeightCol("weight")
            .setRegParam(regParam)
            .setFitIntercept(intercept)
            .setStandardization(standardization)
            .setTol(TOL)
            .setMaxIter(STEPS)
            .fit(table);
    LinearFit ours =
        fit(
            table,
            new Columns("features", "label", "weight"),
            Family.binomial(),
            new ModelSettings(Family.binomial(), regParam, 0, intercept, standardization));
    assertSame(mllib.coefficients(), mllib.intercept(), ours);
  }

  @ParameterizedTest
  @MethodSource("options")
  void linear(double regParam, boolean intercept, boolean standardization) {
    // Labels far from 0 and 1, and a function of the features.
    Dataset<Row> table =
        LocalSpark.table(spark, LocalSpark.rows(3000, 6, 22), 3)
            .withColumn("x", vector_to_array(functions.col("features"), "float64"))
            .withColumn("label", functions.expr("1000 + 40 * x[0] - 7 * x[3] + 5 * label"))
            .drop("x")
            .cache();
    linear(table, regParam, intercept, standardization);
  }

  private static void linear(
      Dataset<Row> table, double regParam, boolean intercept, boolean standardization) {
    LinearRegressionModel mllib =
        new LinearRegression()
            .setWeightCol("weight")
            .setRegParam(regParam)
            .setFitIntercept(intercept)
            .setStandardization(standardization)
            .setSolver("l-bfgs")
            .setTol(TOL)
            .setMaxIter(STEPS)
            .fit(table);
    LinearFit ours =
        fit(
            table,
            new Columns("features", "label", "weight"),
            Family.gaussian(),
            new ModelSettings(Family.gaussian(), regParam, 0, intercept, standardization));
    assertSame(mllib.coefficients(), mllib.intercept(), ours);
  }

  @ParameterizedTest
  @MethodSource("elasticNets")
  void sparseLogistic(double elasticNet, boolean intercept, boolean standardization) {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(3000, 12, 23), 3).cache();
    LogisticRegressionModel mllib =
        new LogisticRegression()
            .setWeightCol("weight")
            .setRegParam(0.01)
            .setElasticNetParam(elasticNet)
            .setFitIntercept(intercept)
            .setStandardization(standardization)
            .setTol(TOL)
            .setMaxIter(STEPS)
            .fit(table);
    LinearFit ours =
        fit(
            table,
            new Columns("features", "label", "weight"),
            Family.binomial(),
            new ModelSettings(Family.binomial(), 0.01, elasticNet, intercept, standardization));
    assertSame(mllib.coefficients(), mllib.intercept(), ours);
    assertSameZeros(mllib.coefficients(), ours);
    double[] history = mllib.summary().objectiveHistory();
    assertEquals(history[history.length - 1], ours.last().loss(), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("elasticNets")
  void sparseLinear(double elasticNet, boolean intercept, boolean standardization) {
    Dataset<Row> table =
        LocalSpark.table(spark, LocalSpark.rows(3000, 12, 24), 3)
            .withColumn("x", vector_to_array(functions.col("features"), "float64"))
            .withColumn("label", functions.expr("3 * x[0] - 0.2 * x[3] + 5 * label"))
            .drop("x")
            .cache();
    double regParam = 1;
    LinearRegressionModel mllib =
        new LinearRegression()
            .setWeightCol("weight")
            .setRegParam(regParam)
            .setElasticNetParam(elasticNet)
            .setFitIntercept(intercept)
            .setStandardization(standardization)
            .setSolver("l-bfgs")
            .setTol(TOL)
            .setMaxIter(STEPS)
            .fit(table);
    LinearFit ours =
        fit(
            table,
            new Columns("features", "label", "weight"),
            Family.gaussian(),
            new ModelSettings(Family.gaussian(), regParam, elasticNet, intercept, standardization));
    assertSame(mllib.coefficients(), mllib.intercept(), ours);
    assertSameZeros(mllib.coefficients(), ours);
  }

  private static void assertSameZeros(Vector coefficients, LinearFit ours) {
    assertEquals("owlqn", ours.optimizer().preset());
    int zeros = 0;
    for (int j = 0; j < coefficients.size(); j++) {
      assertEquals(coefficients.apply(j) == 0, ours.theta()[j] == 0, "coefficient " + j);
      zeros += ours.theta()[j] == 0 ? 1 : 0;
    }
    assertTrue(zeros > 0 && zeros < coefficients.size(), zeros + " zeros");
  }

  /**
   * The optima of shared/golden/optima.json, made by an independent numpy program. Where it has one
   * non-zero less, columns of a9a are equal, and the optimum is shared between them in any way:
   * MLlib's way is ours.
   */
  @ParameterizedTest
  @CsvSource({"1e-3, 1, 0.3468983524359878, 42", "1e-2, 0.5, 0.4096409487836644, 25"})
  void sparseA9a(double regParam, double elasticNet, double objective, int nonZeros) {
    Dataset<Row> table = a9aTable();
    LogisticRegressionModel mllib =
        new LogisticRegression()
            .setRegParam(regParam)
            .setElasticNetParam(elasticNet)
            .setStandardization(false)
            .setTol(TOL)
            .setMaxIter(STEPS)
            .fit(table);
    LinearFit ours =
        fit(
            table,
            new Columns("features", "label", null),
            Family.binomial(),
            new ModelSettings(Family.binomial(), regParam, elasticNet, true, false));
    assertEquals(objective, ours.last().loss(), 1e-10 * objective);
    assertSameZeros(mllib.coefficients(), ours);
    assertEquals(nonZeros, mllib.coefficients().numNonzeros());
  }

  private static Dataset<Row> a9aTable() {
    return spark
        .read()
        .format("libsvm")
        .option("numFeatures", 123)
        .load(SharedData.file("a9a/a9a.gz"))
        .withColumn("label", functions.expr("(label + 1) / 2"))
        .cache();
  }

  @Test
  void a9a() {
    Dataset<Row> table = a9aTable();
    LogisticRegressionModel mllib =
        new LogisticRegression().setRegParam(1e-3).setTol(TOL).setMaxIter(STEPS).fit(table);
    LinearFit ours =
        fit(
            table,
            new Columns("features", "label", null),
            Family.binomial(),
            new ModelSettings(Family.binomial(), 1e-3, 0, true, true));
    assertSame(mllib.coefficients(), mllib.intercept(), ours);
    double[] history = mllib.summary().objectiveHistory();
    double theirs = history[history.length - 1];
    assertEquals(theirs, ours.last().loss(), 1e-9 * theirs);
  }

  /** The optimum of shared/golden/optima.json, made by an independent numpy program. */
  @Test
  void cadata() {
    Dataset<Row> table =
        spark
            .read()
            .format("libsvm")
            .option("numFeatures", 8)
            .load(SharedData.file("cadata/cadata.gz"));
    double[] golden = {
      40248.51421576986, 1156.3038662687725, -8.181649277734516, 113.41068931318706,
      -38.53509529520436, 48.308286761958314, -42576.72191150161, -42823.743793501344
    };
    LinearFit ours =
        fit(
            table,
            new Columns("features", "label", null),
            Family.gaussian(),
            new ModelSettings(Family.gaussian(), 0, 0, true, true));
    assertEquals(2416060583.478763, ours.last().loss(), 1e-9 * 2416060583.0);
    for (int j = 0; j < golden.length; j++) {
      assertEquals(golden[j], ours.theta()[j], 1e-5 * Math.abs(golden[j]), "coefficient " + j);
    }
    assertEquals(-3594022.941876256, ours.theta()[8], 1e-5 * 3594022.9);
    LinearRegressionModel mllib = new LinearRegression().setSolver("normal").fit(table);
    assertSame(mllib.coefficients(), mllib.intercept(), ours);
  }
}
