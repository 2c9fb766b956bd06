package rllc.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.linalg.Matrices;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.spark.LocalSpark;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;

/** What Spark ML asks of any estimator, asked of ours. */
class EstimatorContractTest {
  private static SparkSession spark;
  private static Dataset<Row> table;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
    table = LocalSpark.table(spark, LocalSpark.rows(300, 4, 1), 3);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Estimator<?>> estimators() {
    return Stream.of(new RllcLogisticRegression(), new RllcLinearRegression());
  }

  /** Spark's own estimator beside ours. */
  private static Params sparks(Estimator<?> ours) {
    return ours instanceof RllcLogisticRegression
        ? new LogisticRegression()
        : new LinearRegression();
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void everyParameterOfSparksHasItsDefault(Estimator<?> ours) {
    Params sparks = sparks(ours);
    for (Param<?> param : sparks.params()) {
      assertTrue(ours.hasParam(param.name()), param.name());
      assertEquals(
          sparks.getDefault(param), ours.getDefault(ours.getParam(param.name())), param.name());
    }
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void eachParameterIsCopiedSavedAndLoaded(Estimator<?> ours) throws IOException {
    for (Param<?> param : ours.params()) {
      setOther(ours, param);
    }
    Params copy = ours.copy(ParamMap.empty());
    assertEquals(ours.uid(), copy.uid());
    assertSame(ours, copy);

    String path = folder.resolve("estimator").toString();
    ((MLWritable) ours).save(path);
    Params loaded =
        ours instanceof RllcLogisticRegression
            ? RllcLogisticRegression.load(path)
            : RllcLinearRegression.load(path);
    assertEquals(ours.getClass(), loaded.getClass());
    assertSame(ours, loaded);
  }

  private static void assertSame(Params expected, Params actual) {
    for (Param<?> param : expected.params()) {
      Object was = expected.get(param).get();
      Object is = actual.get(actual.getParam(param.name())).get();
      if (was instanceof double[] numbers) {
        assertArrayEquals(numbers, (double[]) is, param.name());
      } else {
        assertEquals(was, is, param.name());
      }
    }
  }

  /** Sets a value that is not the default. */
  private static void setOther(Params owner, Param<?> param) {
    switch (param.name()) {
      case "family" -> owner.set(param.name(), "multinomial");
      case "loss" -> owner.set(param.name(), "huber");
      case "solver" -> owner.set(param.name(), "l-bfgs");
      case "optimizer" -> owner.set(param.name(), "rllc-momentum(0.9)");
      case "batch" -> owner.set(param.name(), "64");
      case "validationMetric" -> owner.set(param.name(), "rmse");
      case "elasticNetParam", "threshold" -> owner.set(param.name(), 0.75);
      case "epsilon" -> owner.set(param.name(), 2.5);
      case "thresholds" -> owner.set(param.name(), new double[] {0.25, 0.75});
      case "lowerBoundsOnCoefficients", "upperBoundsOnCoefficients" ->
          owner.set(param.name(), Matrices.dense(1, 2, new double[] {1, 2}));
      case "lowerBoundsOnIntercepts", "upperBoundsOnIntercepts" ->
          owner.set(param.name(), Vectors.dense(3));
      default -> owner.set(param.name(), otherOf(owner, param));
    }
    Object value = owner.get(param).get();
    if (owner.hasDefault(param)) {
      assertNotEquals(owner.getDefault(param).get(), value, param.name());
    }
  }

  private static Object otherOf(Params owner, Param<?> param) {
    if (param instanceof BooleanParam) {
      return !(Boolean) owner.getOrDefault(param);
    }
    if (param instanceof IntParam || param instanceof LongParam) {
      return param instanceof IntParam ? (Object) 7 : (Object) 7L;
    }
    if (param instanceof DoubleParam) {
      return 0.125;
    }
    assertFalse(param instanceof DoubleArrayParam, param.name());
    return "other_" + param.name();
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void aWrongValueIsRefusedWhenItIsSet(Estimator<?> ours) {
    assertRefused(ours, "regParam", -1.0);
    assertRefused(ours, "elasticNetParam", 1.5);
    assertRefused(ours, "maxSeconds", 0.0);
    assertRefused(ours, "maxPasses", 0.0);
    assertRefused(ours, "c1", 0.0);
    assertRefused(ours, "c2", -1.0);
    assertRefused(ours, "targetLoss", Double.NaN);
    assertRefused(ours, "patience", 0);
    assertMessage(ours, "optimizer", "lbgfs", "lbfgs");
    assertMessage(ours, "batch", "some", "a number of rows");
    assertMessage(ours, "validationMetric", "auk", "auc");
  }

  private static void assertRefused(Params owner, String param, Object value) {
    assertThrows(IllegalArgumentException.class, () -> owner.set(param, value), param);
  }

  private static void assertMessage(Params owner, String param, Object value, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> owner.set(param, value)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void theSchemaIsThatOfSparks(Estimator<?> ours) {
    PipelineStage sparks = (PipelineStage) sparks(ours);
    assertEquals(sparks.transformSchema(table.schema()), ours.transformSchema(table.schema()));
    assertThrows(
        IllegalArgumentException.class,
        () -> ours.transformSchema(table.schema().add("prediction", "double")));
  }

  @Test
  void aPipelineTrainsSavesAndLoads() throws IOException {
    RllcLogisticRegression estimator =
        new RllcLogisticRegression().setOptimizer("lbfgs").setMaxSeconds(100);
    estimator.setRegParam(0.01);
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {estimator});
    String path = folder.resolve("pipeline").toString();
    pipeline.save(path);
    Pipeline loaded = Pipeline.load(path);
    RllcLogisticRegression stage =
        assertInstanceOf(RllcLogisticRegression.class, loaded.getStages()[0]);
    assertEquals("lbfgs", stage.getOptimizer());
    assertEquals(0.01, stage.getRegParam());

    PipelineModel model = loaded.fit(table);
    String saved = folder.resolve("model").toString();
    model.save(saved);
    PipelineModel again = PipelineModel.load(saved);
    assertEquals(LogisticRegressionModel.class, again.stages()[0].getClass());
    LogisticRegressionModel a = (LogisticRegressionModel) model.stages()[0];
    LogisticRegressionModel b = (LogisticRegressionModel) again.stages()[0];
    assertEquals(a.coefficients(), b.coefficients());
    assertEquals(a.uid(), estimator.uid());
    assertEquals(stage, a.parent());
  }

  @Test
  void theSummaryTellsHowItWasTrained() {
    List<StepRecord> heard = new ArrayList<>();
    RllcLogisticRegression estimator =
        new RllcLogisticRegression()
            .setOptimizer("rllc-sgd-momentum(0.9)")
            .setListener(TrainingListener.ofSteps(heard::add));
    estimator.setMaxIter(5);
    LogisticRegressionModel model = estimator.copy(ParamMap.empty()).fit(table);
    RllcSummary summary = RllcSummary.of(model).orElseThrow();
    assertEquals("max-steps", summary.stop().status());
    assertEquals(5, summary.law().length);
    assertEquals(2, summary.law()[0].length);
    assertEquals(5, heard.size());
    assertArrayEquals(summary.objectiveHistory(), model.summary().objectiveHistory());
    assertEquals(5, model.summary().totalIterations());
    assertTrue(summary.passes() >= 5);
    assertTrue(summary.seconds().get("total") > 0);
    assertEquals(summary, RllcSummary.of(model.copy(ParamMap.empty())).orElseThrow());
    assertTrue(RllcSummary.of(new LogisticRegression().fit(table)).isEmpty());
  }

  @Test
  void fitLeavesTheTableAndTheSessionAlone() {
    table.cache().count();
    String before = spark.conf().getAll().toString();
    int stored = spark.sparkContext().getPersistentRDDs().size();
    new RllcLogisticRegression().fit(table);
    new RllcLinearRegression().fit(table);
    assertEquals(stored, spark.sparkContext().getPersistentRDDs().size());
    assertEquals(before, spark.conf().getAll().toString());
    table.unpersist(true);
  }

  @Test
  void tuningSearchesOurParametersToo() {
    RllcLogisticRegression estimator = new RllcLogisticRegression();
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(estimator.regParam(), new double[] {0.001, 0.1})
            .addGrid(
                estimator.optimizer(),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("auto", "lbfgs")))
            .build();
    BinaryClassificationEvaluator evaluator = new BinaryClassificationEvaluator();
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(estimator)
            .setEvaluator(evaluator)
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(1);
    CrossValidatorModel alone = validator.fit(table);
    CrossValidatorModel parallel = validator.setParallelism(3).fit(table);
    assertArrayEquals(alone.avgMetrics(), parallel.avgMetrics());
    assertInstanceOf(LogisticRegressionModel.class, alone.bestModel());
    Model<?> best =
        new TrainValidationSplit()
            .setEstimator(estimator)
            .setEvaluator(evaluator)
            .setEstimatorParamMaps(grid)
            .fit(table)
            .bestModel();
    assertInstanceOf(LogisticRegressionModel.class, best);
  }

  @Test
  void oneVersusRestTrainsIt() {
    Dataset<Row> three = table.withColumn("label", functions.col("label").plus(classOf()));
    var model = new OneVsRest().setClassifier(new RllcLogisticRegression()).fit(three);
    assertEquals(3, model.models().length);
  }

  private static org.apache.spark.sql.Column classOf() {
    return functions.when(functions.col("weight").equalTo(2.0), 1.0).otherwise(0.0);
  }

  @Test
  void validationRowsStopTheTrainingAndDoNotTrain() {
    Dataset<Row> marked = table.withColumn("held", functions.col("weight").equalTo(2.0));
    RllcLogisticRegression estimator =
        new RllcLogisticRegression()
            .setValidationIndicatorCol("held")
            .setValidationMetric("auc")
            .setPatience(2);
    LogisticRegressionModel model = estimator.fit(marked);
    RllcSummary summary = RllcSummary.of(model).orElseThrow();
    assertTrue(summary.validation().orElseThrow().scored() > 1);
    assertEquals(200, model.summary().predictions().count());

    estimator.setValidationIndicatorCol("label");
    String type = assertThrows(RuntimeException.class, () -> estimator.fit(marked)).getMessage();
    assertTrue(type.contains("`validationIndicatorCol`"), type);
    estimator.setValidationIndicatorCol("none");
    String none = assertThrows(RuntimeException.class, () -> estimator.fit(marked)).getMessage();
    assertTrue(none.contains("none"), none);
  }

  @Test
  void aSavedModelIsTheStart() throws IOException {
    RllcLogisticRegression estimator = new RllcLogisticRegression();
    estimator.setRegParam(1e-3);
    LogisticRegressionModel first = estimator.fit(table);
    String path = folder.resolve("start").toString();
    first.save(path);
    estimator.setInitialModelPath(path).setOptimizer("lbfgs");
    LogisticRegressionModel again = estimator.fit(table);
    RllcSummary summary = RllcSummary.of(again).orElseThrow();
    assertTrue(summary.steps().size() <= 1, summary.stop().text());

    Dataset<Row> wider = LocalSpark.table(spark, LocalSpark.rows(300, 5, 1), 3);
    String message = assertThrows(RuntimeException.class, () -> estimator.fit(wider)).getMessage();
    assertTrue(message.contains("5 features") && message.contains("4 features"), message);
  }

  @Test
  void aRunWithoutAModelRaises() {
    RllcLinearRegression estimator =
        new RllcLinearRegression().setOptimizer("momentum(0.9)").setC1(1e6);
    String message =
        assertThrows(IllegalStateException.class, () -> estimator.fit(table)).getMessage();
    assertTrue(message.contains("diverged"), message);
  }

  @Test
  void boundsAreKept() {
    RllcLogisticRegression estimator = new RllcLogisticRegression();
    Matrix lower = Matrices.dense(1, 4, new double[] {0, 0, 0, 0});
    estimator.setLowerBoundsOnCoefficients(lower);
    double[] coefficients = estimator.fit(table).coefficients().toArray();
    double[] sparks =
        new LogisticRegression()
            .setLowerBoundsOnCoefficients(lower)
            .setTol(1e-10)
            .fit(table)
            .coefficients()
            .toArray();
    assertArrayEquals(sparks, coefficients, 1e-4);
    assertTrue(Arrays.stream(coefficients).allMatch(c -> c >= 0));
  }
}
