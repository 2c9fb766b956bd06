package rllc.spark.encode;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import rllc.spark.input.InputRows;

/**
 * A table whose rows become features without Spark's vectors.
 *
 * @param rows of the table, each with the number of its part
 * @param others the rows of another table of the same columns
 * @param stage Spark's own, fitted to the training rows, which makes the same features
 * @param made the columns with those that the stage makes
 * @param labelTexts the values of a label of text that training rows have, sorted; else empty
 * @param release what to do when the rows are packed
 */
public record EncodedTable(
    InputRows rows,
    Function<Dataset<Row>, InputRows> others,
    Optional<Transformer> stage,
    StructType made,
    Optional<List<Object>> labelTexts,
    Runnable release)
    implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }
}
