package rllc.spark.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.spark.LocalSpark;

/** Fails where another version of Spark keeps its rows in another form. */
class CatalystRowsTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static final List<Vector> VECTORS =
      Arrays.asList(
          Vectors.dense(1, 0, -2.5),
          Vectors.sparse(3, new int[] {1}, new double[] {4}),
          Vectors.sparse(3, new int[] {}, new double[] {}),
          null,
          Vectors.dense(Double.NaN, 0, 1));

  record Labels(DataType type, Object first, Object second, Object expected) {}

  static List<Labels> labels() {
    return List.of(
        new Labels(DataTypes.BooleanType, false, true, 1.0),
        new Labels(DataTypes.ByteType, (byte) 3, (byte) -7, -7.0),
        new Labels(DataTypes.ShortType, (short) 3, (short) -7, -7.0),
        new Labels(DataTypes.IntegerType, 3, -7, -7.0),
        new Labels(DataTypes.LongType, 3L, -7L, -7.0),
        new Labels(DataTypes.FloatType, 3f, -0.5f, -0.5),
        new Labels(DataTypes.DoubleType, 3.0, Double.NaN, Double.NaN),
        new Labels(
            DataTypes.createDecimalType(30, 2),
            new BigDecimal("3.00"),
            new BigDecimal("-12345678901234567890.25"),
            -12345678901234567890.25),
        new Labels(DataTypes.StringType, "no", "yés", "yés"));
  }

  private static Dataset<Row> table(Labels labels, boolean cached) {
    StructType schema =
        new StructType()
            .add("other", DataTypes.StringType)
            .add("y", labels.type)
            .add("w", DataTypes.IntegerType)
            .add("x", SQLDataTypes.VectorType());
    List<Row> rows =
        List.of(
            RowFactory.create("a", labels.first, 1, VECTORS.get(0)),
            RowFactory.create("b", labels.second, 2, VECTORS.get(1)),
            RowFactory.create("c", null, 3, VECTORS.get(2)),
            RowFactory.create("d", labels.first, null, VECTORS.get(3)),
            RowFactory.create("e", labels.first, 5, VECTORS.get(4)));
    Dataset<Row> table = spark.createDataFrame(rows, schema);
    return cached ? table.cache() : table;
  }

  private static List<InputRow> rows(Dataset<Row> selected, boolean weighted) {
    CatalystRows.Scalars scalars = new CatalystRows.Scalars(selected.schema(), 1, weighted, false);
    return CatalystRows.of(selected, new VectorEncoder(), scalars).map(InputRow::copy).collect();
  }

  @ParameterizedTest
  @MethodSource("labels")
  void rowsAreThoseOfThePublicWay(Labels labels) {
    for (boolean cached : new boolean[] {false, true}) {
      Dataset<Row> table = table(labels, cached);
      Dataset<Row> selected = InputColumns.select(table, new Columns("x", "y", "w"));
      List<Row> expected = selected.toJavaRDD().collect();
      List<InputRow> got = rows(selected, true);
      assertEquals(expected.size(), got.size());
      assertEquals(labels.expected, got.get(1).givenLabel());
      assertNull(got.get(2).givenLabel());
      for (int i = 0; i < got.size(); i++) {
        assertFeatures((Vector) expected.get(i).get(0), got.get(i));
        Integer weight = (Integer) expected.get(i).get(2);
        assertEquals(weight == null ? Double.NaN : weight, got.get(i).weight);
        assertEquals(weight != null, got.get(i).hasWeight);
      }
      table.unpersist();
    }
  }

  private static void assertFeatures(Vector expected, InputRow row) {
    assertEquals(expected == null ? -1 : expected.size(), row.features);
    if (expected instanceof SparseVector sparse) {
      assertFalse(row.dense);
      assertArrayEquals(sparse.indices(), row.indices);
      assertArrayEquals(sparse.values(), row.values);
    } else if (expected instanceof DenseVector dense) {
      assertTrue(row.dense);
      assertArrayEquals(dense.values(), row.values);
    }
  }

  @Test
  void withoutWeightsEveryRowWeighsOne() {
    Dataset<Row> table = table(labels().get(3), false);
    Dataset<Row> selected = InputColumns.select(table, new Columns("x", "y", null));
    rows(selected, false).forEach(row -> assertEquals(1.0, row.weight));
  }

  @Test
  void oneColumnMayBeLabelAndWeight() {
    Dataset<Row> table = table(labels().get(3), true);
    Dataset<Row> selected = InputColumns.select(table, new Columns("x", "w", "w"));
    InputRow row = rows(selected, true).get(1);
    assertEquals(2.0, row.givenLabel());
    assertEquals(2.0, row.weight);
    table.unpersist();
  }
}
