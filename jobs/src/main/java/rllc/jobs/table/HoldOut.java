package rllc.jobs.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import rllc.settings.DataSettings.Order;

/**
 * Splits a table by a hash that the rows and a seed determine: the same rows on any cluster.
 *
 * @param hash of each row of a table
 * @param fraction of the rows that is held out
 */
record HoldOut(Function<Dataset<Row>, Column> hash, double fraction) {
  private static final long BUCKETS = 1L << 30;
  private static final String BUCKET = "__bucket";

  /** Rows for the test metrics, by a hash of their content: the same rows in any order. */
  static HoldOut test(double fraction, long seed) {
    return new HoldOut(data -> content(data, functions.lit(seed)), fraction);
  }

  /**
   * Rows that decide when to stop. By content alone, rows that are identical would stay together:
   * where few features take few values, all rows of one label and one combination would be on one
   * side, those of the other label on the other, and the score would mislead. So each row is drawn
   * by itself: by its place, or, where the order of the rows must not matter, by its content and
   * its number among identical rows, at the price of a shuffle.
   */
  static HoldOut validation(double fraction, long seed, Order order) {
    Column salt = functions.lit("validation");
    return new HoldOut(
        data ->
            functions.xxhash64(
                salt,
                functions.lit(seed),
                order == Order.AS_READ ? functions.monotonically_increasing_id() : content(data),
                order == Order.AS_READ ? functions.lit(0) : number(data)),
        fraction);
  }

  /** The rows held out: about {@code fraction} of them. */
  Dataset<Row> heldOut(Dataset<Row> data) {
    return buckets(data).filter(functions.col(BUCKET).lt(limit())).drop(BUCKET);
  }

  /** All other rows. */
  Dataset<Row> rest(Dataset<Row> data) {
    return buckets(data).filter(functions.col(BUCKET).geq(limit())).drop(BUCKET);
  }

  private long limit() {
    return Math.round(fraction * BUCKETS);
  }

  private Dataset<Row> buckets(Dataset<Row> data) {
    return data.withColumn(BUCKET, functions.pmod(hash.apply(data), functions.lit(BUCKETS)));
  }

  private static Column content(Dataset<Row> data, Column... first) {
    List<Column> hashed = new ArrayList<>(List.of(first));
    for (StructField field : data.schema().fields()) {
      Column column = data.col("`" + field.name() + "`");
      hashed.add(isHashable(field.dataType()) ? column : column.cast(DataTypes.StringType));
    }
    return functions.xxhash64(hashed.toArray(Column[]::new));
  }

  /** Spark hashes no map, wherever it is in a value, and no variant; their texts it does. */
  private static boolean isHashable(DataType type) {
    String name = type.catalogString();
    return !name.contains("map<") && !name.contains("variant");
  }

  /** 1, 2, ... among rows of one content; which of them is which makes no difference. */
  private static Column number(Dataset<Row> data) {
    Column content = content(data);
    return functions.row_number().over(Window.partitionBy(content).orderBy(content));
  }
}
