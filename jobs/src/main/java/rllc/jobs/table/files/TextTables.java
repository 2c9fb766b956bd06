package rllc.jobs.table.files;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rllc.settings.DataSettings.BadRows;
import rllc.spark.input.BadInputException;

/**
 * Tables of text files, where a line may not be a row.
 *
 * @param place the paths for people
 * @param paths as Spark takes them
 * @param given options of the reader, which are not guessed
 * @param badRows what becomes of lines that are no rows
 */
public record TextTables(
    SparkSession spark, String place, String[] paths, Map<String, String> given, BadRows badRows) {
  private static final String JSON_FORM =
      "be a JSON object a line; data.options.multiLine=true reads files of one array each";

  /** A CSV file's columns and types are told from all its lines, the options from the first. */
  public SourceTable csv(FileHead head) {
    head.checkText(given);
    CsvGuess guess = CsvGuess.of(head.lines(TableFormat.charset(given)), given);
    Map<String, String> options = and(guess.options(), given);
    Dataset<Row> found = spark.read().format("csv").options(options).load(paths);
    if (isTrue(options, CsvGuess.HEADER) && !isTrue(given, "enforceSchema")) {
      CsvHeaders.check(found.inputFiles(), options, spark.sparkContext().hadoopConfiguration());
    }
    StructType schema = guess.numberedHeader() ? numbered(found.schema()) : found.schema();
    int fields = guess.fields();
    Optional<String> doubt =
        guess.numberedHeader()
            ? Optional.of(
                "the first line of "
                    + place
                    + ", consecutive numbers, is taken for a header and its columns are "
                    + String.join(", ", schema.fieldNames())
                    + "; data.options.header=false takes it for a row")
            : Optional.empty();
    return table("csv", guess.options(), schema, line -> complaint(line, fields, options), doubt);
  }

  private static String complaint(String line, int fields, Map<String, String> options) {
    CsvLine cut = CsvGuess.cut(List.of(line), options).get(0);
    if (cut.open()) {
      return "must close its quote; data.options.multiLine=true reads values with line breaks";
    }
    return cut.fields().size() == fields
        ? "must have values of its columns' types"
        : String.format(
            "must have %d fields, as the first line has, got %d", fields, cut.fields().size());
  }

  private static boolean isTrue(Map<String, String> options, String name) {
    return "true".equalsIgnoreCase(options.get(name));
  }

  /** Numbers make no names in formulas and queries: columns are named as without a header. */
  private static StructType numbered(StructType schema) {
    StructType named = new StructType();
    for (StructField field : schema.fields()) {
      boolean number = field.name().matches("[0-9]+");
      String name = number ? "_c" + named.size() : field.name();
      named = named.add(name, field.dataType(), field.nullable());
    }
    return named;
  }

  /** A JSON file's columns and types are told from all its objects. */
  public SourceTable json(FileHead head) {
    head.checkText(given);
    Map<String, String> guessed = TableFormat.jsonOptions(head, given);
    Map<String, String> options = and(guessed, given);
    StructType schema = reader("json", options).load(paths).schema();
    if (BadLines.columns(schema).isEmpty()) {
      throw new BadInputException(place + " must " + JSON_FORM);
    }
    return table("json", guessed, schema, line -> "must " + JSON_FORM, Optional.empty());
  }

  private DataFrameReader reader(String format, Map<String, String> options) {
    boolean kept = BadLines.areOurs(given);
    return spark.read().format(format).options(kept ? and(options, BadLines.KEPT) : options);
  }

  /** The table without bad lines, unless an option says what becomes of them. */
  private SourceTable table(
      String format,
      Map<String, String> guessed,
      StructType schema,
      BadLines.Complaint complaint,
      Optional<String> doubt) {
    Map<String, String> options = and(guessed, given);
    BadLines bad = new BadLines(() -> reader(format, options), paths, schema, complaint);
    boolean judged = BadLines.areOurs(given) && (format.equals("csv") || bad.areTold());
    Dataset<Row> rows =
        judged ? bad.left(badRows) : reader(format, options).schema(schema).load(paths);
    long left = judged && badRows == BadRows.SKIP ? bad.tally().checked(place) : 0;
    return new SourceTable(rows, as(format, guessed, rows, left, doubt));
  }

  /** Spark's own reader of LIBSVM names no line that it cannot read. */
  public SourceTable libsvm(OptionalInt numFeatures) {
    LibsvmReader reader = new LibsvmReader(spark, paths, given, badRows);
    LibsvmReader.Survey survey = reader.survey(numFeatures);
    Dataset<Row> rows = reader.rows(survey.features());
    return new SourceTable(
        rows, as("libsvm", Map.of(), rows, survey.lines().checked(place), Optional.empty()));
  }

  private ReadAs as(
      String format,
      Map<String, String> guessed,
      Dataset<Row> rows,
      long badLines,
      Optional<String> doubt) {
    return new ReadAs(
        place,
        format,
        and(guessed, given),
        guessed.keySet().stream().sorted().toList(),
        List.of(rows.columns()),
        badLines,
        doubt);
  }

  private static Map<String, String> and(Map<String, String> some, Map<String, String> others) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }
}
