package rllc.ml.tuning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.ml.RllcLinearRegression;
import rllc.ml.RllcLogisticRegression;
import rllc.ml.RllcSummary;
import rllc.spark.Leftovers;
import rllc.spark.LocalSpark;
import scala.jdk.javaapi.CollectionConverters;

/** Models of many penalties: as alone, in the order asked for, with Spark's folds and scores. */
class SearchesTest {
  private static final double[] PENALTIES = {1e-4, 0.01, 0.1, 1.0};
  private static SparkSession spark;
  private static Dataset<Row> table;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
    table = LocalSpark.table(spark, LocalSpark.rows(400, 4, 5), 3);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static RllcLogisticRegression logistic() {
    RllcLogisticRegression estimator = new RllcLogisticRegression();
    estimator.setTol(1e-10);
    return estimator;
  }

  private static ParamMap[] grid(RllcLogisticRegression estimator) {
    return new ParamGridBuilder().addGrid(estimator.regParam(), PENALTIES).build();
  }

  @Test
  void aPathHasTheModelsThatFitsAloneHave() throws InterruptedException {
    RllcLogisticRegression estimator = logistic();
    List<LogisticRegressionModel> path = estimator.fit(table, grid(estimator));
    double all = 0;
    for (int i = 0; i < PENALTIES.length; i++) {
      assertEquals(PENALTIES[i], path.get(i).getRegParam());
      LogisticRegressionModel alone = estimator.fit(table, grid(estimator)[i]);
      assertArrayEquals(alone.coefficients().toArray(), path.get(i).coefficients().toArray(), 1e-6);
      assertEquals(
          last(alone.summary().objectiveHistory()),
          last(path.get(i).summary().objectiveHistory()),
          1e-11);
      assertEquals(alone.uid(), path.get(i).uid());
      all += RllcSummary.of(path.get(i)).orElseThrow().passes();
    }
    assertTrue(all > 0);
    assertEquals(List.of(), Leftovers.of(spark));
  }

  private static double last(double[] numbers) {
    return numbers[numbers.length - 1];
  }

  @Test
  void mapsThatDifferInMoreAreTrainedApart() {
    RllcLogisticRegression estimator = logistic();
    ParamMap[] maps =
        new ParamGridBuilder()
            .addGrid(estimator.fitIntercept())
            .addGrid(estimator.elasticNetParam(), new double[] {0, 1})
            .addGrid(estimator.regParam(), new double[] {0.1, 0.01})
            .build();
    List<LogisticRegressionModel> models =
        CollectionConverters.asJava(
            estimator.fit(table, CollectionConverters.asScala(List.of(maps)).toSeq()));
    for (int i = 0; i < maps.length; i++) {
      LogisticRegressionModel alone = estimator.fit(table, maps[i]);
      assertArrayEquals(
          alone.coefficients().toArray(), models.get(i).coefficients().toArray(), 1e-5);
      assertEquals(alone.getFitIntercept(), models.get(i).getFitIntercept());
    }
  }

  @Test
  void leastSquaresToo() {
    RllcLinearRegression estimator = new RllcLinearRegression();
    ParamMap[] maps =
        new ParamGridBuilder()
            .addGrid(estimator.elasticNetParam(), new double[] {0, 0.5})
            .addGrid(estimator.regParam(), PENALTIES)
            .build();
    List<LinearRegressionModel> models = estimator.fit(table, maps);
    for (int i = 0; i < maps.length; i++) {
      assertArrayEquals(
          estimator.fit(table, maps[i]).coefficients().toArray(),
          models.get(i).coefficients().toArray(),
          1e-6);
    }
  }

  @Test
  void crossValidationScoresAsSparksDoes() throws IOException, InterruptedException {
    RllcLogisticRegression estimator = logistic();
    CrossValidator sparks = prepared(new CrossValidator(), estimator);
    CrossValidator ours = prepared(new RllcCrossValidator(), estimator);
    CrossValidatorModel expected = sparks.fit(table);
    CrossValidatorModel actual = ours.setParallelism(3).setCollectSubModels(true).fit(table);
    assertArrayEquals(expected.avgMetrics(), actual.avgMetrics(), 1e-9);
    assertEquals(estimator, actual.getEstimator());
    assertEquals(2, actual.subModels().length);
    assertArrayEquals(
        ((LogisticRegressionModel) expected.bestModel()).coefficients().toArray(),
        ((LogisticRegressionModel) actual.bestModel()).coefficients().toArray());
    assertEquals(List.of(), Leftovers.of(spark));

    String path = folder.resolve("search").toString();
    ours.save(path);
    assertEquals(2, CrossValidator.load(path).getNumFolds());
    String model = folder.resolve("model").toString();
    actual.save(model);
    assertArrayEquals(actual.avgMetrics(), CrossValidatorModel.load(model).avgMetrics());
  }

  @Test
  void packedRowsTellTheScores() throws InterruptedException {
    RllcLogisticRegression estimator = logistic();
    CrossValidatorModel expected = prepared(new CrossValidator(), estimator).fit(table);
    CrossValidator ours = prepared(new RllcCrossValidator(), estimator);
    CrossValidatorModel actual = ours.fit(table);
    for (int i = 0; i < PENALTIES.length; i++) {
      // Other folds of 400 rows.
      assertEquals(expected.avgMetrics()[i], actual.avgMetrics()[i], 0.03);
    }
    assertArrayEquals(actual.avgMetrics(), ours.fit(table).avgMetrics());
    assertEquals(ours, actual.parent());
    assertEquals(2, actual.getNumFolds());
    double best = ((LogisticRegressionModel) actual.bestModel()).getRegParam();
    double most = Arrays.stream(actual.avgMetrics()).max().orElseThrow();
    assertEquals(most, actual.avgMetrics()[Arrays.binarySearch(PENALTIES, best)], 0);
    assertEquals(List.of(), Leftovers.of(spark));
  }

  @Test
  void whatPackedRowsDoNotTellIsLeftToSpark() {
    RllcLogisticRegression estimator = logistic();
    CrossValidator search = prepared(new RllcCrossValidator(), estimator);
    assertTrue(PackedScore.of(search).isPresent());
    search.setEvaluator(new BinaryClassificationEvaluator().setMetricName("areaUnderPR"));
    assertTrue(PackedScore.of(search).isEmpty());
    search.setEvaluator(new BinaryClassificationEvaluator().setLabelCol("weight"));
    assertTrue(PackedScore.of(search).isEmpty());
    search.setEvaluator(new BinaryClassificationEvaluator().setWeightCol("weight"));
    assertTrue(PackedScore.of(search).isEmpty());
    search.setEvaluator(new MulticlassClassificationEvaluator());
    assertTrue(PackedScore.of(search).isEmpty());
    search.setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"));
    assertTrue(PackedScore.of(search).isPresent());
    estimator.setThreshold(0.3);
    assertTrue(PackedScore.of(search).isEmpty());
    search.setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"));
    assertTrue(PackedScore.of(search).isPresent());
    assertTrue(PackedScore.of(search.setFoldCol("weight")).isEmpty());
  }

  private static CrossValidator prepared(
      CrossValidator validator, RllcLogisticRegression estimator) {
    return validator
        .setEstimator(estimator)
        .setEvaluator(new BinaryClassificationEvaluator())
        .setEstimatorParamMaps(grid(estimator))
        .setNumFolds(2)
        .setSeed(1);
  }

  @Test
  void aPipelinesFirstStagesAreFittedOnceAFold() {
    RllcLogisticRegression estimator = logistic();
    estimator.setFeaturesCol("scaled");
    StandardScaler scaler = new StandardScaler().setInputCol("features").setOutputCol("scaled");
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {scaler, estimator});
    ParamMap[] maps =
        new ParamGridBuilder()
            .addGrid(scaler.withMean())
            .addGrid(estimator.regParam(), new double[] {0.1, 0.001})
            .build();
    CrossValidator sparks =
        new CrossValidator()
            .setEstimator(pipeline)
            .setEvaluator(new BinaryClassificationEvaluator())
            .setEstimatorParamMaps(maps)
            .setNumFolds(2)
            .setSeed(1);
    CrossValidator ours = sparks.copyValues(new RllcCrossValidator(), ParamMap.empty());
    CrossValidatorModel expected = sparks.fit(table);
    CrossValidatorModel actual = ours.fit(table);
    assertArrayEquals(expected.avgMetrics(), actual.avgMetrics(), 1e-9);
    PipelineModel best = assertInstanceOf(PipelineModel.class, actual.bestModel());
    assertEquals(2, best.stages().length);

    List<org.apache.spark.ml.Model<?>> models = FitTogether.fit(pipeline, table, List.of(maps));
    for (int i = 0; i < maps.length; i++) {
      PipelineModel alone = pipeline.fit(table, maps[i]);
      PipelineModel together = (PipelineModel) models.get(i);
      assertEquals(alone.uid(), together.uid());
      assertArrayEquals(
          ((LogisticRegressionModel) alone.stages()[1]).coefficients().toArray(),
          ((LogisticRegressionModel) together.stages()[1]).coefficients().toArray(),
          1e-5);
    }
  }

  @Test
  void aSplitScoresAsSparksDoes() {
    RllcLinearRegression estimator = new RllcLinearRegression();
    TrainValidationSplit sparks =
        new TrainValidationSplit()
            .setEstimator(estimator)
            .setEvaluator(new RegressionEvaluator())
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(estimator.regParam(), PENALTIES).build())
            .setSeed(2);
    TrainValidationSplit ours = sparks.copyValues(new RllcTrainValidationSplit(), ParamMap.empty());
    TrainValidationSplitModel expected = sparks.fit(table);
    TrainValidationSplitModel actual = ours.fit(table);
    assertArrayEquals(expected.validationMetrics(), actual.validationMetrics(), 1e-8);
  }
}
