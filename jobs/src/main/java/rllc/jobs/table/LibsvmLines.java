package rllc.jobs.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Finds the line that Spark's LIBSVM reader could not read; its complaint is the number alone. */
final class LibsvmLines {
  private static final String READER = "org.apache.spark.mllib.util.MLUtils";

  private static final Pattern BEYOND =
      Pattern.compile("Index (\\d+) out of bounds for vector of size (\\d+)");

  private LibsvmLines() {}

  /** Whether {@code e} is the reader's complaint about a number. */
  static boolean isCause(Throwable e) {
    return (e instanceof NumberFormatException || e instanceof IndexOutOfBoundsException)
        && Arrays.stream(e.getStackTrace()).anyMatch(at -> at.getClassName().startsWith(READER));
  }

  /** What to say of an index beyond {@code data.numFeatures}; empty for another complaint. */
  static Optional<String> indexTooLarge(Throwable e) {
    Matcher at = BEYOND.matcher(String.valueOf(e.getMessage()));
    return at.find()
        ? Optional.of(
            String.format(
                "no index above the %s of `data.numFeatures`, got %d",
                at.group(2), Integer.parseInt(at.group(1)) + 1))
        : Optional.empty();
  }

  /** Its file and text, from one more pass over {@code location}; empty if none is found. */
  static Optional<String> firstBad(String location) {
    FilterFunction<Row> bad = row -> !isGood(row.getString(0).strip());
    SparkSession spark = SparkSession.active();
    Dataset<Row> lines =
        spark
            .read()
            .text(InputPath.pattern(location, spark.sparkContext().hadoopConfiguration()))
            .select(functions.col("value"), functions.input_file_name());
    List<Row> first = lines.filter(bad).takeAsList(1);
    return first.stream().findFirst().map(row -> row.getString(1) + ": line `" + row.get(0) + "`");
  }

  static boolean isGood(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return true;
    }
    String[] items = line.split(" +");
    try {
      Double.parseDouble(items[0]);
      for (int k = 1; k < items.length; k++) {
        String[] entry = items[k].split(":");
        Integer.parseInt(entry[0]);
        Double.parseDouble(entry[1]);
      }
      return true;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return false;
    }
  }
}
