package rllc.jobs.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import rllc.spark.input.InputColumns;

/** Columns that a text file can have: numbers, texts, times and truths. */
final class FlatTable {
  private FlatTable() {}

  /**
   * The array {@code probability} becomes {@code probability_0}, {@code probability_1}, ...; other
   * columns of several values are left out.
   *
   * @param classes length of the array
   * @param say is told of each that is left out
   */
  static Dataset<Row> of(Dataset<Row> answers, int classes, Consumer<String> say) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : answers.schema().fields()) {
      Column column = InputColumns.column(field.name());
      if (field.name().equals(Predictions.PROBABILITY)) {
        for (int k = 0; k < classes; k++) {
          columns.add(column.getItem(k).as(Predictions.PROBABILITY + "_" + k));
        }
      } else if (isNested(field.dataType())) {
        say.accept(
            "column `" + field.name() + "` is left out: CSV has no " + field.dataType().typeName());
      } else if (!field.name().equals(Predictions.PROBABILITY_1)) {
        columns.add(column);
      }
    }
    return answers.select(columns.toArray(Column[]::new));
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType
        || type instanceof MapType
        || type instanceof StructType
        || type instanceof UserDefinedType<?>
        || type instanceof BinaryType;
  }
}
