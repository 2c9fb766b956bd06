package rllc.spark.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.NumericTable;

/** Rows of several numbers of features: most rows say which number is right. */
class RaggedRowsTest {
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

  private static Row row(int number, int features) {
    double[] x = new double[features];
    for (int j = 0; j < features; j++) {
      x[j] = number + 0.5 * j;
    }
    Vector vector = Vectors.dense(x);
    return RowFactory.create(vector, number % 2 + 0.0, 1.0);
  }

  /** {@code rows} rows of 3 features; each of which {@code every} is a divisor has 2. */
  private static List<Row> ragged(int rows, int every) {
    List<Row> out = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      out.add(row(i, i % every == 0 ? 2 : 3));
    }
    return out;
  }

  private static PackedData pack(Dataset<Row> table, BadRows badRows) {
    return PackedData.pack(table, COLUMNS, LabelCoding.numeric(), badRows, Order.AS_READ);
  }

  /** With 4 partitions of 250 rows each of them begins with a row that is too short. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theFirstRowOfAPartitionIsSkippedAsAnyOther(int partitions) {
    Dataset<Row> table = LocalSpark.table(spark, ragged(1000, 250), partitions);
    try (PackedData data = pack(table, BadRows.SKIP)) {
      assertEquals(3, data.features());
      assertEquals(996, data.rows());
      assertEquals(4, data.skippedRows());
    }
    assertEquals(0, spark.sparkContext().getPersistentRDDs().size(), "nothing stays behind");
    Dataset<Row> numbers =
        NumericTable.of(
            table, COLUMNS, LabelCoding.numeric(), BadRows.SKIP, Order.AS_READ, partitions);
    assertEquals(996, numbers.count());
  }

  @Test
  void theRowThatIsUnlikeMostIsBlamed() {
    Dataset<Row> table = LocalSpark.table(spark, ragged(1000, 1000), 1);
    String blamed =
        "row 0 of partition 0 (both counted from 0): column `features` must have 3 features, got 2";
    Exception e = assertThrows(Exception.class, () -> pack(table, BadRows.FAIL));
    assertEquals(blamed, e.getCause().getMessage());
    Exception other =
        assertThrows(
            Exception.class,
            () ->
                NumericTable.of(
                        table, COLUMNS, LabelCoding.numeric(), BadRows.FAIL, Order.AS_READ, 1)
                    .count());
    assertTrue(other.toString().contains(blamed), other.toString());
    assertEquals(0, spark.sparkContext().getPersistentRDDs().size(), "nothing stays behind");
  }

  @Test
  void metadataOfTheColumnTellTheNumberOfFeatures() {
    List<Row> rows = ragged(30, 2);
    rows.add(row(31, 3));
    Dataset<Row> plain = LocalSpark.table(spark, rows, 1);
    Dataset<Row> table =
        plain.withColumn(
            "features",
            plain.col("features").as("features", new AttributeGroup("features", 2).toMetadata()));
    Exception e = assertThrows(Exception.class, () -> pack(table, BadRows.FAIL));
    assertTrue(e.getCause().getMessage().startsWith("row 1 of"), e.getCause().getMessage());
  }

  @Test
  void mostRowsMustBeGood() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double value = i < 30 ? Double.NaN : i;
      double label = i >= 30 && i < 50 ? Double.POSITIVE_INFINITY : i % 2;
      rows.add(RowFactory.create(Vectors.dense(value, 1), label, i == 99 ? -1.0 : 1.0));
    }
    Dataset<Row> table = LocalSpark.table(spark, rows, 3);
    BadInputException e = assertThrows(BadInputException.class, () -> pack(table, BadRows.SKIP));
    assertEquals(
        "at least half of the rows must be good, got 49 of 100: column `features` must be finite"
            + " (30 rows); column `label` must be a finite number (20 rows); column `weight` must"
            + " be finite and at least 0 (1 rows)",
        e.getMessage());
    assertEquals(0, spark.sparkContext().getPersistentRDDs().size(), "nothing stays behind");
    assertThrows(
        BadInputException.class,
        () ->
            NumericTable.of(table, COLUMNS, LabelCoding.numeric(), BadRows.SKIP, Order.AS_READ, 1));
  }
}
