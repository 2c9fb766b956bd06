package rllc.spark.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
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
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.UnseenClasses;
import rllc.spark.score.Metrics;

/** Which rows tell what classes there are, and what becomes of the others. */
class ClassesOfRowsTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final long BEYOND = 1L << 53;

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Dataset<Row> table(DataType type, List<Row> rows) {
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", type)
            .add("weight", DataTypes.DoubleType));
  }

  private static List<Row> rows(double lastWeight, Object... labels) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      double weight = i == labels.length - 1 ? lastWeight : 2;
      rows.add(RowFactory.create(Vectors.dense(i, 1 - i % 2), labels[i], weight));
    }
    return rows;
  }

  private static LabelledData pack(DataType type, List<Row> rows) {
    return LabelledData.pack(
        table(type, rows), COLUMNS, Family.auto(), BadRows.FAIL, Order.AS_READ);
  }

  @Test
  void rowsWithoutWeightMakeNoClass() {
    try (LabelledData numbers = pack(DataTypes.DoubleType, rows(0, 1.0, 3.0, 1.0, 2.0))) {
      assertEquals(List.of(1.0, 3.0), numbers.labels().coding().values());
      assertEquals(Family.binomial(), numbers.labels().family());
      assertEquals(4, numbers.rows().rows());
      assertEquals(1 / 3.0, numbers.rows().moments().labelMean(), 1e-15);
    }
    try (LabelledData texts = pack(DataTypes.StringType, rows(0, "a", "c", "a", "b"))) {
      assertEquals(List.of("a", "c"), texts.labels().coding().values());
      assertEquals(4, texts.rows().rows());
    }
    try (LabelledData weighty = pack(DataTypes.StringType, rows(1, "a", "c", "a", "b"))) {
      assertEquals(List.of("a", "b", "c"), weighty.labels().coding().values());
    }
  }

  @Test
  void wholeNumbersThatNoDoubleHoldsAreRefused() {
    refused(DataTypes.LongType, BEYOND, BEYOND + 1, BEYOND + 2);
    refused(DataTypes.LongType, 0L, Long.MAX_VALUE, 2L);
    refused(
        DataTypes.createDecimalType(20, 0),
        new BigDecimal(BEYOND),
        new BigDecimal(BEYOND).add(BigDecimal.ONE));
    try (LabelledData exact = pack(DataTypes.LongType, rows(1, BEYOND, BEYOND + 2, BEYOND))) {
      assertEquals(
          List.of((double) BEYOND, (double) (BEYOND + 2)), exact.labels().coding().values());
    }
    DataType cents = DataTypes.createDecimalType(10, 2);
    try (LabelledData decimals =
        pack(cents, rows(1, new BigDecimal("0.10"), new BigDecimal("0.30")))) {
      assertEquals(List.of(0.1, 0.3), decimals.labels().coding().values());
    }
  }

  private static void refused(DataType type, Object... labels) {
    Exception e = assertThrows(Exception.class, () -> pack(type, rows(1, labels)));
    String message = e.getCause().getMessage();
    assertTrue(
        message.startsWith("row ")
            && message.contains("column `label` must be exact as a double")
            && message.endsWith(", got " + labels[1]),
        message);
  }

  /** The margin is the first feature less 0.5: rows 1, 2, ... are predicted as the second class. */
  @Test
  void heldOutRowsOfOtherClassesAreMisses() {
    LabelCoding classes = LabelCoding.classes(List.of("a", "c"));
    Dataset<Row> table = table(DataTypes.StringType, rows(4, "a", "c", "b", "a", "c", "d"));
    double[] theta = {1, 0, -0.5};
    try (PackedData heldOut =
        PackedData.packHeldOut(table, COLUMNS, classes, BadRows.FAIL, Order.AS_READ)) {
      assertEquals(new UnseenClasses(2, 6), heldOut.unseen());
      assertEquals(4, heldOut.rows());
      assertEquals(0, heldOut.skippedRows());
      assertEquals(
          6.0 / 14,
          Metrics.of(Family.binomial(), heldOut, theta, KernelMode.JAVA).get("accuracy"),
          1e-15);
    }
    Exception e =
        assertThrows(
            Exception.class,
            () -> PackedData.pack(table, COLUMNS, classes, BadRows.FAIL, Order.AS_READ));
    assertTrue(e.getCause().getMessage().contains("one of [a, c], got "), "" + e.getCause());
  }
}
