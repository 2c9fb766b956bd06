package rllc.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.family.Family;
import rllc.spark.LocalSpark;
import rllc.spark.input.Columns;

class SparkModelsTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void sparkHasTheConstructorsThatTheAdapterCalls() {
    String message = "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION();
    assertDoesNotThrow(
        () ->
            LogisticRegressionModel.class.getConstructor(
                String.class, Matrix.class, Vector.class, int.class, boolean.class),
        message);
    assertDoesNotThrow(
        () ->
            LinearRegressionModel.class.getConstructor(
                String.class, Vector.class, double.class, double.class),
        message);
  }

  @Test
  void aSavedLogisticModelLoadsAndPredictsAsItsFormula(@TempDir Path folder) throws Exception {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(50, 3, 2), 1);
    double[] coefficients = {0.5, -1.25, 2};
    PipelineModel model =
        SparkModels.pipeline(SparkModels.logistic("rllc_test", coefficients, 0.25, COLUMNS));
    String path = folder.resolve("model").toString();
    model.write().save(path);
    for (Row row : PipelineModel.load(path).transform(table).collectAsList()) {
      double margin = Vectors.dense(coefficients).dot(row.getAs("features")) + 0.25;
      Vector probability = row.getAs("probability");
      assertEquals(1 / (1 + Math.exp(-margin)), probability.apply(1), 1e-15);
      assertEquals(margin > 0 ? 1.0 : 0.0, row.<Double>getAs("prediction"));
    }
  }

  @Test
  void aSavedModelOfSeveralClassesLoadsAndPredictsAsItsFormula(@TempDir Path folder)
      throws Exception {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(50, 2, 2), 1);
    // Feature 0 for classes 0, 1, 2; feature 1; the three intercepts.
    double[] theta = {0.5, -1.25, 2, 0.75, 0, -1, 0.125, -0.5, 0.375};
    String path = folder.resolve("model").toString();
    SparkModels.pipeline(SparkModels.multinomial("rllc_test", theta, 3, COLUMNS))
        .write()
        .save(path);
    PipelineModel loaded = PipelineModel.load(path);
    for (Row row : loaded.transform(table).collectAsList()) {
      Vector x = row.getAs("features");
      double[] exponentials = new double[3];
      double sum = 0;
      int top = 0;
      for (int k = 0; k < 3; k++) {
        exponentials[k] =
            Math.exp(x.apply(0) * theta[k] + x.apply(1) * theta[3 + k] + theta[6 + k]);
        sum += exponentials[k];
        top = exponentials[k] > exponentials[top] ? k : top;
      }
      Vector probability = row.getAs("probability");
      for (int k = 0; k < 3; k++) {
        assertEquals(exponentials[k] / sum, probability.apply(k), 1e-14);
      }
      assertEquals(top, row.<Double>getAs("prediction"));
    }
    LogisticRegressionModel model = (LogisticRegressionModel) loaded.stages()[0];
    assertEquals(3, model.numClasses());
    assertEquals(2, model.numFeatures());
    LinearModel read = LinearModel.of(loaded);
    assertArrayEquals(theta, read.theta());
    assertEquals(3, read.classes());
    assertEquals(2, read.features());
    assertEquals(Family.multinomial(), read.family());
  }

  /** Spark's own models too, whose matrices lie row by row or are sparse. */
  @Test
  void modelsThatSparkTrainedAreRead() {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(200, 3, 2), 1);
    for (double elasticNet : new double[] {0, 1}) {
      LogisticRegressionModel trained =
          new LogisticRegression()
              .setFamily("multinomial")
              .setRegParam(0.02)
              .setElasticNetParam(elasticNet)
              .setFitIntercept(false)
              .fit(table);
      LinearModel read = LinearModel.of(SparkModels.pipeline(trained));
      assertEquals(Family.multinomial(), read.family());
      assertEquals(8, read.theta().length);
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 2; k++) {
          assertEquals(trained.coefficientMatrix().apply(k, j), read.theta()[2 * j + k]);
        }
      }
    }
  }

  @Test
  void aSavedLinearModelLoadsWithItsNumbers(@TempDir Path folder) throws Exception {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(5, 2, 2), 1);
    double[] coefficients = {1.5, -3};
    String path = folder.resolve("model").toString();
    SparkModels.pipeline(SparkModels.linear("rllc_test", coefficients, 7, COLUMNS))
        .write()
        .save(path);
    LinearRegressionModel loaded = (LinearRegressionModel) PipelineModel.load(path).stages()[0];
    assertArrayEquals(coefficients, loaded.coefficients().toArray());
    assertEquals(7, loaded.intercept());
    assertEquals("weight", loaded.getWeightCol());
  }
}
