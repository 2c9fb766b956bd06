package rllc.spark.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rllc.family.Family;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.RunSettings;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.shard.Precision;
import rllc.spark.LocalSpark;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;

class PackedDataTest {
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

  private static PackedData pack(Dataset<Row> table, BadRows badRows, Order order) {
    return PackedData.pack(table, COLUMNS, LabelCoding.numeric(), badRows, order);
  }

  @Test
  void momentsAreThoseOfSparksSummarizer() {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(3000, 7, 5), 3);
    Row expected =
        table
            .select(
                Summarizer.metrics("mean", "std")
                    .summary(table.col("features"), table.col("weight"))
                    .as("s"))
            .select("s.mean", "s.std")
            .first();
    try (PackedData data = pack(table, BadRows.FAIL, Order.AS_READ)) {
      Moments moments = data.moments();
      assertEquals(3000, data.rows());
      assertEquals(7, data.features());
      assertArrayEquals(((Vector) expected.get(0)).toArray(), moments.featureMeans(), 1e-12);
      assertArrayEquals(((Vector) expected.get(1)).toArray(), moments.featureDeviations(), 1e-11);
    }
  }

  @Test
  void aConstantColumnHasNoDeviationWhateverTheWeights() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20000; i++) {
      rows.add(RowFactory.create(Vectors.dense(0.1, i % 7), i % 2.0, 0.1 + 0.001 * (i % 11)));
    }
    try (PackedData data = pack(LocalSpark.table(spark, rows, 4), BadRows.FAIL, Order.AS_READ)) {
      assertEquals(0.0, data.moments().featureDeviations()[0]);
      assertTrue(data.moments().featureDeviations()[1] > 1);
    }
  }

  @Test
  void contentOrderGivesTheSameDataUnderAnyPartitioning() {
    List<Row> rows = LocalSpark.rows(2000, 5, 9);
    String once = fingerprint(LocalSpark.table(spark, rows, 1), Order.CONTENT);
    for (int partitions : new int[] {2, 7}) {
      Dataset<Row> table = LocalSpark.table(spark, rows, 3).repartition(partitions);
      assertEquals(once, fingerprint(table, Order.CONTENT));
    }
    List<Row> changed = new ArrayList<>(rows);
    changed.set(0, rows.get(1));
    assertTrue(!once.equals(fingerprint(LocalSpark.table(spark, changed, 1), Order.CONTENT)));
  }

  private static String fingerprint(Dataset<Row> table, Order order) {
    try (PackedData data = pack(table, BadRows.FAIL, order)) {
      return data.fingerprint();
    }
  }

  @Test
  void aBadRowIsNamedOrSkipped() {
    List<Row> rows = LocalSpark.rows(100, 4, 1);
    rows.set(42, RowFactory.create(Vectors.dense(1, 2, Double.NaN, 4), 1.0, 1.0));
    Dataset<Row> table = LocalSpark.table(spark, rows, 1);
    Exception e = assertThrows(Exception.class, () -> pack(table, BadRows.FAIL, Order.AS_READ));
    BadInputException cause = (BadInputException) e.getCause();
    assertEquals(
        "row 42 of partition 0 (both counted from 0): column `features` must be finite, got NaN in"
            + " feature 2",
        cause.getMessage());
    try (PackedData data = pack(table, BadRows.SKIP, Order.AS_READ)) {
      assertEquals(99, data.rows());
      assertEquals(1, data.skippedRows());
    }
  }

  @Test
  void weightsLabelsAndColumnsAreJudged() {
    assertComplaint(RowFactory.create(Vectors.dense(1, 2), 1.0, -1.0), "at least 0, got -1.0");
    assertComplaint(RowFactory.create(Vectors.dense(1, 2), Double.NaN, 1.0), "finite number");
    assertComplaint(RowFactory.create(Vectors.dense(1, 2), null, 1.0), "finite number, got null");
    assertComplaint(RowFactory.create(null, 1.0, 1.0), "be a vector, got null");
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(5, 2, 1), 1);
    Columns wrong = new Columns("features", "nolabel", null);
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () ->
                PackedData.pack(table, wrong, LabelCoding.numeric(), BadRows.FAIL, Order.AS_READ));
    assertEquals("column `nolabel` must be one of [features, label, weight]", e.getMessage());
    assertThrows(
        BadInputException.class,
        () -> pack(LocalSpark.table(spark, List.of(), 1), BadRows.FAIL, Order.AS_READ));
  }

  private static void assertComplaint(Row bad, String expected) {
    List<Row> rows = new ArrayList<>(LocalSpark.rows(3, 2, 1));
    rows.add(bad);
    Exception e =
        assertThrows(
            Exception.class,
            () -> pack(LocalSpark.table(spark, rows, 1), BadRows.FAIL, Order.AS_READ));
    String message = e.getCause().getMessage();
    assertTrue(message.startsWith("row 3 of partition 0") && message.contains(expected), message);
  }

  @Test
  void floatsWhereSetAndMomentsStayThoseOfTheRows() {
    Dataset<Row> table = LocalSpark.table(spark, LocalSpark.rows(3000, 7, 5), 3);
    try (PackedData kept = pack(table, BadRows.FAIL, Order.AS_READ);
        PackedData auto = kept.as(RunSettings.Precision.AUTO);
        PackedData data = kept.as(RunSettings.Precision.FLOAT)) {
      assertEquals(Precision.DOUBLE, auto.precision().precision(), "small data");
      assertEquals(Precision.FLOAT, data.precision().precision());
      List<Block> floats = data.blocks().collect();
      List<Block> doubles = kept.blocks().collect();
      for (int i = 0; i < floats.size(); i++) {
        assertArrayEquals(
            (float[]) doubles.get(i).inFloats().storedValues(),
            (float[]) floats.get(i).storedValues());
      }
      assertArrayEquals(kept.moments().featureMeans(), data.moments().featureMeans());
      assertThrows(IllegalStateException.class, () -> data.as(RunSettings.Precision.DOUBLE));
    }
  }

  @Test
  void aValueTooLargeForAFloatIsNamed() {
    List<Row> rows = LocalSpark.rows(10, 2, 1);
    rows.add(RowFactory.create(Vectors.dense(1, 1e39), 1.0, 1.0));
    try (PackedData data = pack(LocalSpark.table(spark, rows, 1), BadRows.FAIL, Order.AS_READ)) {
      Exception e = assertThrows(Exception.class, () -> data.as(RunSettings.Precision.FLOAT));
      String message = e.getCause().getMessage();
      assertTrue(message.contains("got 1.0E39 in feature 1; use kernel.precision"), message);
      assertEquals(11, data.sum(new MomentsFunction(2)).rows(), "the doubles are still there");
    }
  }

  @Test
  void classesAreToldFromTheRowsThatWerePacked() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      rows.add(RowFactory.create(Vectors.dense(i, 1), new double[] {-1, 7, 2.5}[i % 3], 1.0));
    }
    Dataset<Row> table = LocalSpark.table(spark, rows, 4);
    try (LabelledData data =
        LabelledData.pack(table, COLUMNS, Family.multinomial(), BadRows.FAIL, Order.AS_READ)) {
      assertEquals(List.of(-1.0, 2.5, 7.0), data.labels().coding().values());
      assertArrayEquals(
          new double[] {0, 2, 1}, Arrays.copyOf(data.rows().blocks().first().labels(), 3));
      assertEquals(1, data.rows().moments().labelMean(), 1e-15);
    }
    Exception e =
        assertThrows(
            BadInputException.class,
            () ->
                LabelledData.pack(table, COLUMNS, Family.binomial(), BadRows.FAIL, Order.AS_READ));
    assertTrue(e.getMessage().contains("got a third: [-1.0, 2.5, 7.0]"), e.getMessage());
    assertEquals(0, spark.sparkContext().getPersistentRDDs().size(), "nothing stays behind");
  }
}
