package rllc.spark;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.ml.functions.vector_to_array;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.DenseMatrix;
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
import org.junit.jupiter.params.provider.MethodSource;
import rllc.family.Family;
import rllc.settings.Bound;
import rllc.settings.Bounds;
import rllc.settings.ModelSettings;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;

/** Bounds on coefficients and intercepts: the same optimum as MLlib's, within the bounds. */
class BoundsSideBySideTest {
  private static final Optional<Bound> FREE = Optional.empty();
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Optional<Bound> all(double number) {
    return Optional.of(Bound.ofAll(number));
  }

  static Stream<Arguments> boxes() {
    return Stream.of(
        Arguments.of("non-negative", new Bounds(all(0), FREE, FREE, FREE), true),
        Arguments.of("non-negative", new Bounds(all(0), FREE, FREE, FREE), false),
        Arguments.of("upper", new Bounds(FREE, all(0.2), FREE, FREE), true),
        Arguments.of("box", new Bounds(all(-0.3), all(0.4), FREE, FREE), false),
        Arguments.of("intercept", new Bounds(FREE, all(0.3), all(-0.5), FREE), true),
        Arguments.of("intercept", new Bounds(all(-0.1), FREE, FREE, all(-1.5)), false),
        Arguments.of("intercept alone", new Bounds(FREE, FREE, all(-0.5), all(0.5)), true));
  }

  private static LogisticRegressionModel mllib(
      Dataset<Row> table, ModelSettings model, int outputs, int features) {
    LogisticRegression trainer =
        new LogisticRegression()
            .setFamily(outputs == 1 ? "binomial" : "multinomial")
            .setRegParam(model.regParam())
            .setFitIntercept(model.fitIntercept())
            .setStandardization(model.standardization())
            .setTol(MllibSideBySideTest.TOL)
            .setMaxIter(MllibSideBySideTest.STEPS);
    double[] lower = model.bounds().lower(outputs, features);
    double[] upper = model.bounds().upper(outputs, features);
    int d = features * outputs;
    Bounds bounds = model.bounds();
    if (bounds.lowerCoefficients().isPresent()) {
      trainer.setLowerBoundsOnCoefficients(
          new DenseMatrix(outputs, features, Arrays.copyOf(lower, d)));
    }
    if (bounds.upperCoefficients().isPresent()) {
      trainer.setUpperBoundsOnCoefficients(
          new DenseMatrix(outputs, features, Arrays.copyOf(upper, d)));
    }
    if (bounds.lowerIntercepts().isPresent()) {
      trainer.setLowerBoundsOnIntercepts(Vectors.dense(Arrays.copyOfRange(lower, d, d + outputs)));
    }
    if (bounds.upperIntercepts().isPresent()) {
      trainer.setUpperBoundsOnIntercepts(Vectors.dense(Arrays.copyOfRange(upper, d, d + outputs)));
    }
    return trainer.fit(table);
  }

  private static void assertSame(
      Dataset<Row> table, ModelSettings model, int outputs, int features) {
    LogisticRegressionModel mllib = mllib(table, model, outputs, features);
    LinearFit ours =
        MllibSideBySideTest.fit(
            table, new Columns("features", "label", null), model.family(), model);
    double[] history = mllib.summary().objectiveHistory();
    double theirs = history[history.length - 1];
    // MLlib ends where no entry of the projected gradient is above 1e-5, and its sums have another
    // order each time: up to 3.9e-7 too early. That ours is the optimum its own gradient tells.
    assertTrue(ours.last().loss() <= theirs + 1e-8 * theirs, ours.last().loss() + " " + theirs);
    assertEquals(theirs, ours.last().loss(), 1e-6 * theirs);
    assertTrue(ours.last().gradNorm() < 1e-7, "projected gradient " + ours.last().gradNorm());
    int atBounds = assertWithin(model.bounds(), ours.theta(), outputs);
    assertTrue(atBounds > 0, "no bound is active");
    assertEquals("lbfgsb", ours.optimizer().preset());
  }

  /** Returns how many parameters are at a bound. */
  private static int assertWithin(Bounds bounds, double[] theta, int outputs) {
    double[] lower = bounds.lower(outputs, theta.length / outputs - 1);
    double[] upper = bounds.upper(outputs, theta.length / outputs - 1);
    int atBounds = 0;
    for (int i = 0; i < theta.length; i++) {
      assertTrue(theta[i] >= lower[i] && theta[i] <= upper[i], i + ": " + theta[i]);
      atBounds += theta[i] == lower[i] || theta[i] == upper[i] ? 1 : 0;
    }
    return atBounds;
  }

  @ParameterizedTest
  @MethodSource("boxes")
  void a9a(String name, Bounds bounds, boolean standardization) {
    Dataset<Row> table =
        spark
            .read()
            .format("libsvm")
            .option("numFeatures", 123)
            .load(SharedData.file("a9a/a9a.gz"))
            .withColumn("label", functions.expr("(label + 1) / 2"))
            .cache();
    assertSame(
        table,
        new ModelSettings(Family.binomial(), 1e-3, 0, true, standardization, bounds),
        1,
        123);
  }

  static Stream<Arguments> classBoxes() {
    return Stream.of(
        Arguments.of("non-negative", new Bounds(all(0), FREE, FREE, FREE), true),
        Arguments.of("box", new Bounds(all(-0.02), all(0.02), FREE, FREE), false),
        Arguments.of("intercepts", new Bounds(FREE, all(0.05), all(-1), all(1)), true));
  }

  @ParameterizedTest
  @MethodSource("classBoxes")
  void pendigits(String name, Bounds bounds, boolean standardization) {
    Dataset<Row> table =
        spark
            .read()
            .format("libsvm")
            .option("numFeatures", 16)
            .load(SharedData.file("pendigits/pendigits.gz"))
            .cache();
    assertSame(
        table,
        new ModelSettings(Family.multinomial(), 1e-2, 0, true, standardization, bounds),
        10,
        16);
  }

  /** The labels' unit is not one; MLlib's LinearRegression has no bounds to compare with. */
  @Test
  void cadata() {
    Dataset<Row> table =
        spark
            .read()
            .format("libsvm")
            .option("numFeatures", 8)
            .load(SharedData.file("cadata/cadata.gz"));
    Optional<Bound> lower = row(-1e5, -1e5, -1e5, 113.41068931318706, -1e5, 0.0, -1e5, -1e5);
    Optional<Bound> upper = row(1e5, 1e5, 0.0, 113.41068931318706, 1e5, 1e5, 1e5, 1e5);
    // The optimum of shared/golden/optima.json, which lies within.
    LinearFit within = squares(table, new Bounds(lower, upper, all(-1e7), FREE));
    assertEquals(2416060583.478763, within.last().loss(), 1e-8 * 2416060583.0);
    assertEquals(113.41068931318706, within.theta()[3]);
    assertEquals("lbfgsb", within.optimizer().preset());
    Bounds positive = new Bounds(all(0), FREE, FREE, FREE);
    LinearFit bounded = squares(table, positive);
    assertTrue(bounded.last().loss() > within.last().loss());
    assertTrue(assertWithin(positive, bounded.theta(), 1) > 0);
    assertEquals("converged", bounded.stop().status());
  }

  private static Optional<Bound> row(Double... numbers) {
    return Optional.of(Bound.of(List.of(List.of(numbers))));
  }

  private static LinearFit squares(Dataset<Row> table, Bounds bounds) {
    return MllibSideBySideTest.fit(
        table,
        new Columns("features", "label", null),
        Family.gaussian(),
        new ModelSettings(Family.gaussian(), 0, 0, true, true, bounds));
  }

  @Test
  void aConstantFeatureCannotBeKeptFromZero() {
    Dataset<Row> table =
        LocalSpark.table(spark, LocalSpark.rows(300, 2, 5), 2)
            .withColumn("x", vector_to_array(functions.col("features"), "float64"))
            .withColumn("features", array_to_vector(functions.expr("array(x[0], 1d)")))
            .drop("x");
    ModelSettings model =
        new ModelSettings(
            Family.binomial(), 0.1, 0, true, true, new Bounds(all(0.5), FREE, FREE, FREE));
    Columns columns = new Columns("features", "label", null);
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> MllibSideBySideTest.fit(table, columns, Family.binomial(), model));
    assertTrue(e.getMessage().contains("feature 1 must vary"), e.getMessage());
  }
}
