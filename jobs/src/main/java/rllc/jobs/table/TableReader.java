package rllc.jobs.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.table.files.FileHead;
import rllc.jobs.table.files.InputPath;
import rllc.jobs.table.files.ReadAs;
import rllc.jobs.table.files.ReaderOptions;
import rllc.jobs.table.files.SourceTable;
import rllc.jobs.table.files.TableFormat;
import rllc.jobs.table.files.TextTables;
import rllc.settings.DataSettings;
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

  private static final String PAGE_CHECKSUMS = "parquet.page.verify-checksum.enabled";

  private static final String AUTO = "auto";

  private final SparkSession spark;

  public TableReader(SparkSession spark) {
    this.spark = spark;
    spark.conf().set("spark.sql.files.minPartitionNum", MIN_SPLITS);
    spark.conf().set("spark.sql.files.maxPartitionBytes", SPLIT_BYTES);
    // Of a line of which not all fields are read, Spark does not see that it has too many.
    spark.conf().set("spark.sql.csv.parser.columnPruning.enabled", false);
    // Parquet keeps a checksum of each page; unless told to, nobody compares it.
    spark.sparkContext().hadoopConfiguration().setBoolean(PAGE_CHECKSUMS, true);
  }

  /**
   * The table at {@code data.path}.
   *
   * @throws BadInputException if it cannot be read
   * @throws IllegalArgumentException for a format or an option that Spark does not know
   */
  public SourceTable read(DataSettings data) {
    return read(data, data.paths(), data.numFeatures());
  }

  /**
   * The table at {@code locations}, else as {@code data} say.
   *
   * @param numFeatures for LIBSVM: the number of features where it is known, which saves a pass
   */
  SourceTable read(DataSettings data, List<String> locations, OptionalInt numFeatures) {
    String place = String.join(", ", locations);
    boolean auto = data.format().equals(AUTO);
    if (!auto && !ReaderOptions.FORMATS.contains(data.format())) {
      // What a path is to another format, only that format knows.
      return other(place, data.format(), data.options(), locations.toArray(String[]::new));
    }
    FileHead head = FileHead.at(locations.get(0), hadoop());
    String format = auto ? told(locations.get(0), head) : data.format();
    Map<String, String> given = ReaderOptions.checked(format, data.options());
    String[] paths =
        locations.stream().map(at -> InputPath.pattern(at, hadoop())).toArray(String[]::new);
    TextTables text = new TextTables(spark, place, paths, given, data.badRows());
    return switch (format) {
      case "csv" -> ReadErrors.naming(place, () -> text.csv(head));
      case "json" -> ReadErrors.naming(place, () -> text.json(head));
      case "libsvm" -> ReadErrors.naming(place, () -> text.libsvm(numFeatures));
      default -> other(place, format, given, paths);
    };
  }

  private static String told(String location, FileHead head) {
    return TableFormat.of(head)
        .orElseThrow(
            () ->
                new BadInputException(
                    "the format of "
                        + location
                        + " cannot be told from its first line; name it by `data.format`"));
  }

  private SourceTable other(
      String place, String format, Map<String, String> options, String[] paths) {
    try {
      return ReadErrors.naming(
          place,
          () -> {
            Dataset<Row> rows = spark.read().format(format).options(options).load(paths);
            List<String> columns = List.of(rows.columns());
            return new SourceTable(
                rows, new ReadAs(place, format, options, List.of(), columns, 0, Optional.empty()));
          });
    } catch (BadInputException e) {
      throw isUnknownFormat(e.getCause()) ? unknownFormat(format, e.getCause()) : e;
    }
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
            + String.join(", ", ReaderOptions.FORMATS)
            + " or another format that this Spark has, got "
            + format
            + SpellingHint.hint(format, ReaderOptions.FORMATS),
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
