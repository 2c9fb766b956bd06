package rllc.jobs.table;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import rllc.spark.input.BadInputException;

/** Whether as many numbers as there are features can be in the driver's memory at all. */
final class DriverMemory {
  /**
   * The fewest that any training holds at once: means, deviations, the coefficients, their
   * gradient, and as much again in the tasks that sum these up and in the method's state.
   */
  private static final int VECTORS = 8;

  private static final double GIBIBYTE = 1L << 30;

  private DriverMemory() {}

  /**
   * Checks before a row is packed.
   *
   * @param table with a column {@code features}, where it is a column of vectors
   * @param most bytes that the driver has
   * @throws BadInputException if {@value #VECTORS} doubles a feature are more
   */
  static void check(String place, Dataset<Row> table, String features, long most) {
    OptionalLong count = count(table, features);
    if (count.isEmpty()) {
      return;
    }
    long bytes = count.getAsLong() * VECTORS * Double.BYTES;
    if (bytes > most) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s must have no more features than fit into the driver's memory, %d vectors of 8"
                  + " bytes a feature at least: %,d features x 8 bytes x %d = %.1f GiB, got %.1f GiB"
                  + " (spark.driver.memory)",
              place,
              VECTORS,
              count.getAsLong(),
              VECTORS,
              bytes / GIBIBYTE,
              most / GIBIBYTE));
    }
  }

  /** As the column's attributes say, else as the first row has them. */
  private static OptionalLong count(Dataset<Row> table, String features) {
    if (table.schema().getFieldIndex(features).isEmpty()) {
      return OptionalLong.empty();
    }
    StructField field = table.schema().apply(features);
    if (!field.dataType().equals(SQLDataTypes.VectorType())) {
      return OptionalLong.empty();
    }
    int known = AttributeGroup.fromStructField(field).size();
    if (known >= 0) {
      return OptionalLong.of(known);
    }
    List<Row> first =
        table.select(functions.col("`" + features.replace("`", "``") + "`")).takeAsList(1);
    return first.isEmpty() || first.get(0).isNullAt(0)
        ? OptionalLong.empty()
        : OptionalLong.of(((Vector) first.get(0).get(0)).size());
  }
}
