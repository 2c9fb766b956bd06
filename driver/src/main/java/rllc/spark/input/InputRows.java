package rllc.spark.input;

import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;

/**
 * Rows on their way to blocks.
 *
 * @param rows each with the number of its part
 * @param columns that they came from, for messages
 * @param features their number, if it is known before they are read
 * @param names of the features, or null
 */
public record InputRows(
    JavaRDD<InputRow> rows, Columns columns, OptionalInt features, String[] names) {}
