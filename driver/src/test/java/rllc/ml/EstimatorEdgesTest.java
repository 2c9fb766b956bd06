package rllc.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rllc.spark.LocalSpark;

/** What MLlib does at the edges, and what ours do there: docs/guide.md has the table. */
class EstimatorEdgesTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Dataset<Row> rows(double[]... labelAndFeatures) {
    List<Row> rows = new ArrayList<>();
    for (double[] row : labelAndFeatures) {
      double[] x = java.util.Arrays.copyOfRange(row, 1, row.length);
      rows.add(RowFactory.create(Vectors.dense(x), row[0], 1.0));
    }
    return LocalSpark.table(spark, rows, 2);
  }

  private static Dataset<Row> labelled(double label) {
    return rows(new double[] {label, 1, 2}, new double[] {label, 2, 1}, new double[] {label, 3, 5});
  }

  @Test
  void alikeLabelsNeedNoTraining() {
    for (double label : new double[] {0, 1, 2}) {
      LogisticRegressionModel expected = new LogisticRegression().fit(labelled(label));
      LogisticRegressionModel actual = new RllcLogisticRegression().fit(labelled(label));
      assertArrayEquals(
          expected.coefficientMatrix().toArray(), actual.coefficientMatrix().toArray());
      assertArrayEquals(expected.interceptVector().toArray(), actual.interceptVector().toArray());
      assertEquals(
          expected.transform(labelled(label)).select("prediction").collectAsList(),
          actual.transform(labelled(label)).select("prediction").collectAsList());
      assertEquals(1, actual.summary().objectiveHistory().length);
    }
  }

  @Test
  void alikeLabelsWithoutInterceptAreLeftToThePenalty() {
    LogisticRegression ours = new RllcLogisticRegression().setFitIntercept(false);
    assertThrows(RuntimeException.class, () -> ours.fit(labelled(1)));
    ours.setRegParam(0.1).setTol(1e-10);
    LogisticRegression sparks =
        new LogisticRegression().setFitIntercept(false).setRegParam(0.1).setTol(1e-10);
    assertArrayEquals(
        sparks.fit(labelled(1)).coefficients().toArray(),
        ours.fit(labelled(1)).coefficients().toArray(),
        1e-5);
  }

  @Test
  void alikeAmountsAreTheIntercept() {
    LinearRegressionModel expected = new LinearRegression().fit(labelled(3));
    LinearRegressionModel actual = new RllcLinearRegression().fit(labelled(3));
    assertEquals(expected.coefficients(), actual.coefficients());
    assertEquals(3, actual.intercept());
  }

  @Test
  void aConstantFeatureHasNoCoefficient() {
    Dataset<Row> table =
        rows(
            new double[] {0, 5, 1},
            new double[] {1, 5, 2},
            new double[] {0, 5, 3},
            new double[] {1, 5, 4});
    for (boolean intercept : new boolean[] {true, false}) {
      LogisticRegression sparks =
          new LogisticRegression().setFitIntercept(intercept).setRegParam(0.01).setTol(1e-12);
      LogisticRegression ours =
          new RllcLogisticRegression().setFitIntercept(intercept).setRegParam(0.01).setTol(1e-12);
      double[] actual = ours.fit(table).coefficients().toArray();
      assertArrayEquals(sparks.fit(table).coefficients().toArray(), actual, 1e-6);
      assertEquals(0, actual[0]);
    }
  }

  @Test
  void aClassWithoutRowsHasItsPlace() {
    Dataset<Row> table =
        rows(
            new double[] {0, 1, 1},
            new double[] {3, 2, 1},
            new double[] {0, 3, 2},
            new double[] {3, 1, 4},
            new double[] {1, 2, 2});
    LogisticRegression ours = new RllcLogisticRegression().setRegParam(0.1).setTol(1e-10);
    LogisticRegressionModel model = ours.fit(table);
    assertEquals(4, model.numClasses());
    LogisticRegressionModel sparks =
        new LogisticRegression().setRegParam(0.1).setTol(1e-10).setMaxIter(500).fit(table);
    assertEquals(
        sparks.transform(table).select("prediction").collectAsList(),
        model.transform(table).select("prediction").collectAsList());
    assertArrayEquals(
        sparks.coefficientMatrix().toArray(), model.coefficientMatrix().toArray(), 1e-3);
  }

  @Test
  void theLabelsAttributeTellsTheClasses() {
    Dataset<Row> table =
        rows(new double[] {0, 1, 1}, new double[] {1, 2, 1}, new double[] {0, 3, 2})
            .withColumn(
                "label",
                functions
                    .col("label")
                    .as(
                        "label",
                        NominalAttribute.defaultAttr()
                            .withName("label")
                            .withValues(new String[] {"a", "b", "c"})
                            .toMetadata()));
    LogisticRegression ours = new RllcLogisticRegression().setRegParam(0.1);
    assertEquals(3, ours.fit(table).numClasses());
    Dataset<Row> outside =
        table.withColumn(
            "label", functions.lit(3.0).as("label", table.schema().apply("label").metadata()));
    String message = assertThrows(RuntimeException.class, () -> ours.fit(outside)).getMessage();
    assertTrue(message.contains("3.0"), message);
  }

  @Test
  void labelsMustBeIndices() {
    for (double label : new double[] {-1, 0.5}) {
      String message =
          assertThrows(
                  RuntimeException.class, () -> new RllcLogisticRegression().fit(labelled(label)))
              .getMessage();
      assertTrue(message.contains("class indices") && message.contains("" + label), message);
    }
    LogisticRegression binomial = new RllcLogisticRegression().setFamily("binomial");
    String message =
        assertThrows(RuntimeException.class, () -> binomial.fit(labelled(2))).getMessage();
    assertTrue(message.contains("at most 2 classes"), message);
  }

  @Test
  void rowsWithoutWeightTeachNothing() {
    Dataset<Row> weightless = labelled(1).withColumn("weight", functions.lit(0.0));
    LogisticRegression ours = new RllcLogisticRegression().setWeightCol("weight");
    assertThrows(RuntimeException.class, () -> ours.fit(weightless));
  }

  @Test
  void nullsAreNamed() {
    Dataset<Row> table =
        labelled(1)
            .withColumn(
                "features",
                functions
                    .when(functions.col("label").equalTo(1.0), functions.lit(null))
                    .otherwise(functions.col("features")));
    String message =
        assertThrows(RuntimeException.class, () -> new RllcLogisticRegression().fit(table))
            .getMessage();
    assertTrue(message.contains("`features`") && message.contains("null"), message);
  }

  @Test
  void emptyPartitionsAndASingleRow() {
    Dataset<Row> one = rows(new double[] {1, 2, 3}).repartition(4);
    LogisticRegressionModel model = new RllcLogisticRegression().fit(one);
    assertEquals(Double.POSITIVE_INFINITY, model.intercept());
    Dataset<Row> few =
        rows(new double[] {0, 1, 1}, new double[] {1, 2, 1}, new double[] {0, 3, 2}).repartition(8);
    LogisticRegression ours = new RllcLogisticRegression().setRegParam(0.1).setTol(1e-10);
    LogisticRegression sparks = new LogisticRegression().setRegParam(0.1).setTol(1e-10);
    assertArrayEquals(
        sparks.fit(few).coefficients().toArray(), ours.fit(few).coefficients().toArray(), 1e-5);
    Dataset<Row> none = few.filter("label > 5");
    assertThrows(RuntimeException.class, () -> ours.fit(none));
  }

  @Test
  void moreClassesThanRowsInAPartition() {
    double[][] rows = new double[12][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i % 6, i, i * i % 7};
    }
    Dataset<Row> table = rows(rows).repartition(6);
    LogisticRegression ours = new RllcLogisticRegression().setRegParam(0.1).setTol(1e-10);
    LogisticRegression sparks =
        new LogisticRegression().setRegParam(0.1).setTol(1e-10).setMaxIter(500);
    assertArrayEquals(
        sparks.fit(table).coefficientMatrix().toArray(),
        ours.fit(table).coefficientMatrix().toArray(),
        1e-4);
  }
}
