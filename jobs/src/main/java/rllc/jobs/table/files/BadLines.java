package rllc.jobs.table.files;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import rllc.settings.DataSettings.BadRows;
import rllc.spark.input.BadInputException;
import rllc.spark.input.InputColumns;

/**
 * Lines of CSV and JSON that do not fit the table. Spark fills what it can, shifts the values of a
 * line with a field too many, and says nothing; asked to, it keeps such lines in a column of their
 * own, by which they are found here.
 */
final class BadLines {
  /** What to ask Spark for. */
  static final Map<String, String> KEPT = Map.of("columnNameOfCorruptRecord", "__bad_line");

  private static final String COLUMN = "__bad_line";
  private static final int SHOWN = 200;

  private final Supplier<DataFrameReader> reader;
  private final String[] paths;
  private final StructType schema;
  private final Complaint complaint;

  /** What a line must be. */
  interface Complaint extends UnaryOperator<String>, Serializable {}

  /**
   * @param reader has been asked for {@link #KEPT}
   * @param found what Spark has found at {@code paths}
   */
  BadLines(
      Supplier<DataFrameReader> reader, String[] paths, StructType found, Complaint complaint) {
    this.reader = reader;
    this.paths = paths;
    this.schema = found;
    this.complaint = complaint;
  }

  /** Whether nobody has told the reader how to take them. */
  static boolean areOurs(Map<String, String> given) {
    return !given.containsKey("mode") && !given.containsKey("columnNameOfCorruptRecord");
  }

  /** The names of {@code found} but for that of bad lines. */
  static List<String> columns(StructType found) {
    return Arrays.stream(found.fieldNames()).filter(name -> !name.equals(COLUMN)).toList();
  }

  /** Whether Spark tells, as it does of JSON, that there are any. */
  boolean areTold() {
    return schema.getFieldIndex(COLUMN).isDefined();
  }

  /** All other lines; with {@link BadRows#FAIL} the table cannot be read past a bad line. */
  Dataset<Row> left(BadRows badRows) {
    return kept().filter(good(badRows)).drop(COLUMN);
  }

  /** How many lines are rows, and what is wrong with the others, by one more pass. */
  LineTally tally() {
    Complaint must = complaint;
    Column any = InputColumns.column(columns(schema).get(0));
    return kept()
        .select(functions.col(COLUMN), any)
        .toJavaRDD()
        .mapPartitions(rows -> List.of(tally(rows, must)).iterator())
        .collect()
        .stream()
        .reduce(new LineTally(), LineTally::plus);
  }

  private static LineTally tally(Iterator<Row> rows, Complaint must) {
    LineTally tally = new LineTally();
    while (rows.hasNext()) {
      String line = rows.next().getString(0);
      if (line == null) {
        tally.row();
      } else {
        tally.bad(line, must.apply(line.strip()));
      }
    }
    return tally;
  }

  private Dataset<Row> kept() {
    return reader
        .get()
        .schema(areTold() ? schema : schema.add(COLUMN, DataTypes.StringType))
        .load(paths);
  }

  /** Spark refuses to read the column of bad lines alone: a column of the table is read too. */
  private Column good(BadRows badRows) {
    Complaint must = complaint;
    UDF3<String, String, Object, Boolean> judge =
        (line, file, any) -> {
          if (badRows == BadRows.FAIL) {
            throw bad(line.strip(), file, must.apply(line.strip()), null);
          }
          return false;
        };
    Column any = InputColumns.column(columns(schema).get(0));
    Column line = functions.col(COLUMN);
    return line.isNull()
        .or(
            functions
                .udf(judge, DataTypes.BooleanType)
                .apply(line, functions.input_file_name(), any));
  }

  /**
   * The error of a line that is no row.
   *
   * @param file as Spark names it
   * @param must what the line must be
   * @param cause or null
   */
  static BadInputException bad(String line, String file, String must, Throwable cause) {
    String one = line.replaceAll("\\R", " ");
    String shown = one.length() > SHOWN ? one.substring(0, SHOWN) + "..." : one;
    return new BadInputException(InputPath.display(file) + ": line `" + shown + "` " + must, cause);
  }
}
