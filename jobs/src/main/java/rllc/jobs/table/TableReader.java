package rllc.jobs.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.settings.SpellingHint;
import rllc.spark.input.BadInputException;

/**
 * Reads tables of any format that Spark reads, from any Hadoop path, in splits that depend on the
 * files alone.
 *
 * <p>Spark cuts files by the number of cores; that would make the shards, and so the last bits of a
 * model, differ between machines. Here the cut is fixed: at least {@value #MIN_SPLITS} splits of at
 * most {@value #SPLIT_BYTES} bytes.
 */
public final class TableReader {
  private static final int MIN_SPLITS = 64;
  private static final long SPLIT_BYTES = 32L << 20;

  private static final String AUTO = "auto";
  private static final List<String> FORMATS = List.of("parquet", "csv", "orc", "json", "libsvm");

  private final SparkSession spark;

  public TableReader(SparkSession spark) {
    this.spark = spark;
    spark.conf().set("spark.sql.files.minPartitionNum", MIN_SPLITS);
    spark.conf().set("spark.sql.files.maxPartitionBytes", SPLIT_BYTES);
  }

  /**
   * The table at {@code location}.
   *
   * @param format a name that Spark knows, or {@code auto}: told from the first bytes
   * @param numFeatures for LIBSVM: the number of features where it is known, which saves a pass
   * @throws BadInputException if it cannot be read
   * @throws IllegalArgumentException for a format that Spark does not know
   */
  public Dataset<Row> read(String location, String format, OptionalInt numFeatures) {
    TableFormat chosen = format(location, format);
    Map<String, String> options = new HashMap<>(chosen.options());
    if (chosen.name().equals("libsvm")) {
      numFeatures.ifPresent(d -> options.put("numFeatures", "" + d));
    }
    String path = isOfFiles(chosen.name()) ? InputPath.pattern(location, hadoop()) : location;
    try {
      return ReadErrors.naming(
          location, () -> spark.read().format(chosen.name()).options(options).load(path));
    } catch (BadInputException e) {
      throw isUnknownFormat(e.getCause()) ? unknownFormat(format, e.getCause()) : e;
    }
  }

  private TableFormat format(String location, String format) {
    if (!format.equals(AUTO) && !isOfFiles(format)) {
      return TableFormat.named(format);
    }
    Optional<TableFormat> told = new FormatSniffer(hadoop()).sniff(location);
    if (!format.equals(AUTO)) {
      // Its own options are told where the name is right.
      return told.filter(f -> f.name().equals(format)).orElse(TableFormat.named(format));
    }
    return told.orElseThrow(
        () ->
            new BadInputException(
                "the format of "
                    + location
                    + " cannot be told from its first line; name it by `data.format`"));
  }

  /** What a path is to another format, only that format knows. */
  private static boolean isOfFiles(String format) {
    return FORMATS.contains(format);
  }

  private Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  private static boolean isUnknownFormat(Throwable e) {
    return e instanceof ClassNotFoundException
        || String.valueOf(e.getMessage()).startsWith("Failed to find data source");
  }

  private static IllegalArgumentException unknownFormat(String format, Throwable e) {
    return new IllegalArgumentException(
        "`data.format` must be auto, "
            + String.join(", ", FORMATS)
            + " or another format that this Spark has, got "
            + format
            + SpellingHint.hint(format, FORMATS),
        e);
  }

  /**
   * The answer of Spark SQL's {@code query} over {@code data}, which it calls the table {@code
   * data}.
   *
   * @throws IllegalArgumentException if it is none; a statement, such as CREATE, is not executed
   */
  public Dataset<Row> query(Dataset<Row> data, String query) {
    data.createOrReplaceTempView("data");
    return ReadErrors.setting(
        "data.query",
        "a query, SELECT or WITH, in Spark SQL over `data`",
        () -> {
          // Spark executes other statements at once. Within WITH only a query can be parsed.
          spark.sql("WITH checked AS (" + query.replaceFirst("[;\\s]+$", "") + "\n) SELECT 1");
          return spark.sql(query);
        });
  }
}
