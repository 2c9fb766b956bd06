package rllc.jobs.table;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import rllc.settings.DataSettings.Order;
import rllc.spark.input.InputColumns;
import rllc.spark.input.RowPart;

/**
 * Splits a table into rows to learn from, rows that decide when to stop and rows for the test
 * metrics. Each row is drawn by itself, by a hash of the seed and its place or, where the order of
 * the rows must not matter, of the seed, its content and its number among identical rows, at the
 * price of a shuffle. By content alone, rows that are identical would stay together: where few
 * features take few values, all rows of one label and one combination would be on one side, those
 * of the other label on the other, and the score would mislead.
 *
 * @param test part of the rows for the test metrics, in [0, 1)
 * @param validation part of the others that decides when to stop, if any does
 * @param seed of the draw
 * @param order whether the order of the rows matters
 */
record RowSplit(double test, OptionalDouble validation, long seed, Order order) {
  private static final long BUCKETS = 1L << 30;

  /** Column of the number of each row's {@link RowPart}. */
  static final String MARK = "__split";

  /** Whether all rows are for one thing. */
  boolean isNone() {
    return test == 0 && validation.isEmpty();
  }

  /**
   * {@code table} with a mark on each row: one, so that no row has two and none has no part. By
   * place it is one in a table that is computed once, or always in the same order.
   */
  Dataset<Row> marked(Dataset<Row> table) {
    boolean byPlace = order == Order.AS_READ;
    Column row = byPlace ? functions.monotonically_increasing_id() : content(table);
    Column number = byPlace ? functions.lit(0) : number(table);
    return table
        .withColumn(MARK + "_row", row)
        .withColumn(MARK + "_number", number)
        .withColumn(
            MARK,
            functions
                .when(isDrawn("test", test), number(RowPart.TEST))
                .when(isDrawn("validation", validation.orElse(0)), number(RowPart.VALIDATION))
                .otherwise(number(RowPart.TRAIN)))
        .drop(MARK + "_row", MARK + "_number");
  }

  private static Column number(RowPart part) {
    return functions.lit(part.ordinal());
  }

  /** The parts that there are. */
  Set<RowPart> parts() {
    EnumSet<RowPart> parts = EnumSet.of(RowPart.TRAIN);
    if (validation.isPresent()) {
      parts.add(RowPart.VALIDATION);
    }
    if (test > 0) {
      parts.add(RowPart.TEST);
    }
    return parts;
  }

  private Column isDrawn(String what, double fraction) {
    Column hash =
        functions.xxhash64(
            functions.lit(what),
            functions.lit(seed),
            functions.col(MARK + "_row"),
            functions.col(MARK + "_number"));
    return functions.pmod(hash, functions.lit(BUCKETS)).lt(Math.round(fraction * BUCKETS));
  }

  /** The rows of a marked table that are for {@code part}, without the marks. */
  static Dataset<Row> rows(Dataset<Row> marked, RowPart part) {
    return marked.filter(functions.col(MARK).equalTo(number(part))).drop(MARK);
  }

  private static Column content(Dataset<Row> data, Column... first) {
    List<Column> hashed = new ArrayList<>(List.of(first));
    for (StructField field : data.schema().fields()) {
      Column column = InputColumns.column(field.name());
      hashed.add(isHashable(field.dataType()) ? column : column.cast(DataTypes.StringType));
    }
    return functions.xxhash64(hashed.toArray(Column[]::new));
  }

  /** Spark hashes no map, wherever it is in a value, and no variant; their texts it does. */
  private static boolean isHashable(DataType type) {
    String name = type.catalogString();
    return !name.contains("map<") && !name.contains("variant");
  }

  /**
   * 1, 2, ... among rows of one content; which of them is which makes no difference. Rows whose
   * hashes agree by chance have an order by another hash.
   */
  private static Column number(Dataset<Row> data) {
    return functions
        .row_number()
        .over(Window.partitionBy(content(data)).orderBy(content(data, functions.lit("collision"))));
  }
}
