package rllc.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.apache.spark.ml.PipelineModel;
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
import rllc.spark.Columns;
import rllc.spark.LocalSpark;

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
