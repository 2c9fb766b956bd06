package rllc.spark.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;

class ColumnProductsTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static PackedData packed(List<Row> rows) {
    return PackedData.pack(
        LocalSpark.table(spark, rows, 3),
        new Columns("features", "label", "weight"),
        LabelCoding.numeric(),
        BadRows.FAIL,
        Order.AS_READ);
  }

  @Test
  void theyAreSumsOfProductsOfDifferencesFromTheMean() {
    List<Row> rows = LocalSpark.rows(200, 4, 3);
    try (PackedData data = packed(rows)) {
      double[][] products = ColumnProducts.of(data).orElseThrow();
      double[] means = data.moments().featureMeans();
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          double sum = 0;
          for (Row row : rows) {
            Vector x = row.getAs(0);
            double weight = row.getDouble(2);
            sum += weight * (x.apply(i) - means[i]) * (x.apply(j) - means[j]);
          }
          assertEquals(sum, products[i][j], 1e-9 * products[i][i], i + " " + j);
        }
      }
    }
  }

  @Test
  void ofTooFewRowsOrTooManyColumnsNothingIsSaid() {
    try (PackedData few = packed(LocalSpark.rows(15, 2, 3))) {
      assertEquals(0, ColumnProducts.of(few).orElseThrow()[0][0]);
    }
    try (PackedData wide = packed(LocalSpark.rows(3, 257, 3))) {
      assertEquals(Optional.empty(), ColumnProducts.of(wide));
    }
  }
}
