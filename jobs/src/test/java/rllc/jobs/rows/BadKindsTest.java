package rllc.jobs.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.jobs.command.ErrorLine;
import rllc.jobs.output.StepProgress;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.settings.SettingsReader;
import rllc.jobs.settings.SettingsText;
import rllc.spark.data.PackedData;

/**
 * Kinds of bad rows and files: each is named by file or partition and row, or left out and counted.
 */
class BadKindsTest {
  private static final int ROWS = 40;
  private static final int BAD = 7;
  private static final String FORMULA = "data.formula=y ~ x + z";
  private static final String NO_ROW = ": the data must have at least one row, got none";
  private static final String NO_TEXT =
      " must be a text in UTF-8, got a zero byte; iconv -f UTF-16 -t UTF-8 makes it of one in UTF-16";
  private static final List<String> COLUMNS =
      List.of("data.features=f", "data.label=y", "data.weight=w");

  /**
   * Form, bad row, complaint. ROW and LINE stand for the place: row 7 of the only partition, and
   * the line as it is.
   */
  private static final String BAD_ROWS =
      """
      formula | NaN,1,0,1 | ROW `features` must be finite, got NaN in feature 0 (x)
      formula | ,1,0,1 | ROW `features` must be finite, got NaN in feature 0 (x)
      formula | 1,2,,1 | ROW `y` must be a finite number, got null
      formula | 1,2,0,1,9 | LINE must have 4 fields, as the first line has, got 5
      formula | 1,2,0 | LINE must have 4 fields, as the first line has, got 3
      csv | 1,NaN,0,1 | ROW `f` must be finite, got NaN in feature 1
      csv | Infinity,1,0,1 | ROW `f` must be finite, got Infinity in feature 0
      csv | -Infinity,1,0,1 | ROW `f` must be finite, got -Infinity in feature 0
      csv | 1,,0,1 | ROW `f` must be finite, got NaN in feature 1
      csv | 1e999,1,0,1 | ROW `f` must be finite, got Infinity in feature 0
      csv | 1,2,0,-1 | ROW `w` must be finite and at least 0, got -1.0
      csv | 1,2,0,NaN | ROW `w` must be finite and at least 0, got NaN
      csv | 1,2,0,Infinity | ROW `w` must be finite and at least 0, got Infinity
      csv | 1,2,0, | ROW `w` must be finite and at least 0, got null
      csv | 1,2,NaN,1 | ROW `y` must be a finite number, got NaN
      csv | 1,2,,1 | ROW `y` must be a finite number, got null
      csv | 1,2,Infinity,1 | ROW `y` must be a finite number, got Infinity
      csv | 1,2,9007199254740993,1 | ROW `y` must be exact as a double, EXACT
      svm | 1 0:3 1:2 | LINE must have indices from 1 to 2147483646, got 0
      svm | 1 1:2 99999999999:1 | LINE must have indices from 1 to 2147483646, got 99999999999
      svm 3 | 1 1:3 9:2 | LINE must have no index above the 3 of `data.numFeatures`, got 9
      svm | 1 1:3 1:2 | LINE must have ascending indices
      svm | 1 3:3 1:2 | LINE must have ascending indices
      svm | 1 1:3 3:abc | LINE must be LABEL INDEX:VALUE ... and no more
      svm | 1 1:3 3 | LINE must be LABEL INDEX:VALUE ... and no more
      svm | yes 1:3 3:1 | LINE must be LABEL INDEX:VALUE ... and no more
      svm | 1 -1:2 3:1 | LINE must be LABEL INDEX:VALUE ... and no more
      svm | 1:2 3:1 | LINE must be LABEL INDEX:VALUE ... and no more
      svm | 1 1:NaN 3:1 | ROW `features` must be finite, got NaN in feature 0
      svm | NaN 1:2 3:1 | ROW `label` must be a finite number, got NaN
      json | {"f": [1, 2 | LINE must be a JSON object a line; MULTI
      json | 17 | LINE must be a JSON object a line; MULTI
      json | {"f": [1, null], "y": 1, "w": 1} | ROW `f` must be finite, got NaN in feature 1
      json | {"f": null, "y": 1, "w": 1} | ROW `f` must be a vector, got null
      json | {"y": 1, "w": 1} | ROW `f` must be a vector, got null
      json | {"f": [1], "y": 1, "w": 1} | ROW `f` must have 2 features, got 1
      json | {"f": [], "y": 1, "w": 1} | ROW `f` must have 2 features, got 0
      """;

  @TempDir private static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static String lines(String first, IntFunction<String> line) {
    StringBuilder text = new StringBuilder(first.isEmpty() ? "" : first + "\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(line.apply(i)).append('\n');
    }
    return text.toString();
  }

  private static String x(int i) {
    return (i * 37 % 101) / 8.0 + "";
  }

  private static String y(int i) {
    return i % 3 == 0 ? "1" : "0";
  }

  private static String csv(int i) {
    return x(i) + "," + x(i + 5) + "," + y(i) + ",1";
  }

  private static String csv(String bad) {
    return lines("x,z,y,w", i -> i == BAD ? bad : csv(i));
  }

  private static String json(String bad) {
    String form = "{\"f\": [%s, %s], \"y\": %s, \"w\": 1}";
    return lines("", i -> i == BAD ? bad : String.format(form, x(i), x(i + 5), y(i)));
  }

  private static String svm(String bad) {
    return lines("", i -> i == BAD ? bad : y(i) + " 1:" + x(i) + " 3:" + x(i + 5));
  }

  /** What becomes of a file: its table's size and what was left out, or the complaint. */
  private static String loaded(String file, byte[] content, String badRows, List<String> settings)
      throws IOException {
    Path at = Files.write(folder.resolve(file), content);
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of("data.path=" + at, "data.badRows=" + badRows, "out=" + folder.resolve("o")));
    JobSettings job = SettingsReader.read(SettingsText.of(ConfigFactory.empty(), all));
    RowLoader loader = new RowLoader(job, new StepProgress(true), "1");
    try (TrainingRows rows =
        loader.load(spark, Optional.empty()).as(job.training().run().precision())) {
      PackedData train = rows.train().rows();
      long left = train.skippedRows() + rows.read().orElseThrow().badLines();
      return train.rows() + " x " + train.features() + ", " + left + " left out";
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      return ErrorLine.of(e).replace(folder + "/", "");
    }
  }

  private static String loaded(String file, String text, String badRows, List<String> settings)
      throws IOException {
    return loaded(file, text.getBytes(StandardCharsets.UTF_8), badRows, settings);
  }

  private static List<String> weighted(String... more) {
    List<String> settings = new ArrayList<>(COLUMNS);
    settings.add("data.query=SELECT array(x, z) AS f, y, w FROM data");
    settings.addAll(List.of(more));
    return settings;
  }

  static Stream<String> badRows() {
    return BAD_ROWS.lines();
  }

  @ParameterizedTest
  @MethodSource
  void badRows(String kind) throws Exception {
    String[] parts = kind.split(" \\| ");
    String line = parts[1];
    String text = parts[0].equals("json") ? json(line) : csv(line);
    String end = parts[0].equals("json") ? ".json" : ".csv";
    if (parts[0].startsWith("svm")) {
      text = svm(line);
      end = ".svm";
    }
    List<String> settings =
        switch (parts[0]) {
          case "csv" -> weighted();
          case "formula" -> List.of(FORMULA);
          case "svm 3" -> List.of("data.numFeatures=3");
          case "json" -> COLUMNS;
          default -> List.of();
        };
    String file = "row" + Math.abs(kind.hashCode()) + end;
    String complaint =
        parts[2]
            .replace("ROW", "row 7 of partition 0 (both counted from 0): column")
            .replace("LINE", "line `" + line + "`")
            .replace("MULTI", "data.options.multiLine=true reads files of one array each")
            .replace(
                "EXACT",
                "as whole numbers to 2^53 are (data.query makes it CAST(y AS STRING) for classes or"
                    + " AS DOUBLE for amounts), got 9007199254740993");
    assertEquals(file + ": " + complaint, loaded(file, text, "fail", settings));
    String size = (ROWS - 1) + " x " + (end.equals(".svm") ? 3 : 2);
    assertEquals(size + ", 1 left out", loaded(file, text, "skip", settings));
  }

  /** A file that is refused or read alike, whatever becomes of bad rows. */
  private static void alike(String expected, String file, byte[] content, List<String> settings)
      throws IOException {
    assertEquals(expected, loaded(file, content, "fail", settings));
    assertEquals(expected, loaded(file, content, "skip", settings));
  }

  private static void alike(String expected, String file, String text, List<String> settings)
      throws IOException {
    alike(expected, file, text.getBytes(StandardCharsets.UTF_8), settings);
  }

  @Test
  void mostRowsAndMostLinesMustBeGood() throws Exception {
    String rows =
        lines("x,z,y,w", i -> i % 3 == 0 ? "NaN,1,0,1" : i % 3 == 1 ? "1,2,0,-3" : csv(i));
    assertEquals(
        "rows.csv: at least half of the rows must be good, got 13 of 40: column `f` must be finite"
            + " (14 rows); column `w` must be finite and at least 0 (13 rows)",
        loaded("rows.csv", rows, "skip", weighted()));
    String shifted = lines("x,z,y,w", i -> i % 3 == 0 ? csv(i) : "1,2,0,1,5");
    assertEquals(
        "lines.csv: at least half of the lines must be rows, got 14 of 40: a line must have 4"
            + " fields, as the first line has (26 lines)",
        loaded("lines.csv", shifted, "skip", List.of(FORMULA)));
    String svm = lines("", i -> i % 4 == 0 ? "1 1:2" : i % 4 == 1 ? "1 2:1 1:3" : "no 1:2");
    assertEquals(
        "lines.svm: at least half of the lines must be rows, got 10 of 40: a line must be LABEL"
            + " INDEX:VALUE ... and no more (20 lines); must have ascending indices (10 lines)",
        loaded("lines.svm", svm, "skip", List.of()));
    assertEquals(
        "quote.csv: at least half of the lines must be rows, got 7 of 40: a line must close its"
            + " quote; data.options.multiLine=true reads values with line breaks (33 lines)",
        loaded("quote.csv", csv("\"1,2,0,1"), "skip", List.of(FORMULA)));
  }

  @Test
  void theFirstRowOfAPartitionMayBeTheBadOne() throws Exception {
    String good = "{\"f\": [1, 2], \"y\": 1, \"w\": 1}";
    String text = good.replace(", 2", "") + "\n" + json(good);
    assertEquals(
        "first.json: row 0 of partition 0 (both counted from 0): column `f` must have 2 features,"
            + " got 1",
        loaded("first.json", text, "fail", COLUMNS));
    assertEquals("40 x 2, 1 left out", loaded("first.json", text, "skip", COLUMNS));
  }

  @Test
  void columnsOfTheWrongTypeAreNamed() throws Exception {
    String vectors = ": column `f` must be a column of vectors or of arrays of numbers, got ";
    String texts = json("{\"f\": [\"a\", 2], \"y\": 1, \"w\": 1}");
    alike("texts.json" + vectors + "array<string>", "texts.json", texts, COLUMNS);
    String text = json("{\"f\": \"1 2\", \"y\": 1, \"w\": 1}");
    alike("text.json" + vectors + "string", "text.json", text, COLUMNS);
    String heavy = json("{\"f\": [1, 2], \"y\": 1, \"w\": \"heavy\"}");
    alike("heavy.json: column `w` must be numeric, got string", "heavy.json", heavy, COLUMNS);
    String got = loaded("oops.csv", csv("1,oops,1,1"), "fail", weighted());
    assertTrue(got.startsWith("oops.csv must be readable, got: [CAST_INVALID_INPUT]"), got);
    assertTrue(got.contains("The value 'oops' of the type"), got);
  }

  @Test
  void valuesThatAreTogetherWrongAreNamed() throws Exception {
    String zeros = lines("x,z,y,w", i -> csv(i).replaceAll("1$", "0"));
    alike("zeros.csv: column `y` must have values, got none", "zeros.csv", zeros, weighted());
    alike(
        "third.csv: column `y` must have two values for the binomial family, got a third: [0.0,"
            + " 1.0, 7.0]",
        "third.csv",
        csv("1,2,7,1"),
        weighted("model.family=binomial"));
    alike(
        "values must be below 3.4e38 in magnitude in single precision, got 1.0E39 in feature 0;"
            + " use kernel.precision = double",
        "floats.csv",
        csv("1e39,1,0,1"),
        weighted("kernel.precision=float"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 0x55;
    return other;
  }

  private static void damaged(String complaint, String file, byte[] content) throws IOException {
    alike(file + " must be readable, got: " + complaint, file, content, List.of(FORMULA));
  }

  @Test
  void damagedGzipIsNamed() throws Exception {
    byte[] gzip = gzip(csv("1,2,0,1"));
    damaged("Unexpected end of input stream", "cut.csv.gz", Arrays.copyOf(gzip, 150));
    damaged("invalid distance too far back", "bit.csv.gz", flipped(gzip, 120));
    damaged("gzip stream CRC failure", "sum.csv.gz", flipped(gzip, gzip.length - 6));
    damaged("not a gzip file", "no.csv.gz", csv("1,2,0,1").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void damagedParquetIsNamed() throws Exception {
    Path made = folder.resolve("made");
    spark
        .range(4000)
        .selectExpr("id * 0.37 AS x", "sin(id) AS z", "id % 2 AS y")
        .coalesce(1)
        .write()
        .parquet(made.toString());
    byte[] parquet;
    try (Stream<Path> files = Files.list(made)) {
      Path file = files.filter(f -> f.toString().endsWith("parquet")).findFirst().orElseThrow();
      parquet = Files.readAllBytes(file);
    }
    damaged(
        "could not verify page integrity, CRC checksum verification failed",
        "bit.parquet",
        flipped(parquet, parquet.length / 3));
    damaged(
        "file:head.parquet is not a Parquet file (length is too low: 6)",
        "head.parquet",
        Arrays.copyOf(parquet, 6));
    byte[] half = Arrays.copyOf(parquet, parquet.length / 2);
    String got = loaded("half.parquet", half, "skip", List.of(FORMULA));
    assertTrue(got.startsWith("half.parquet must be readable, got: "), got);
  }

  @Test
  void filesWithoutRowsAreTold() throws Exception {
    List<String> formula = List.of(FORMULA);
    alike("no.csv must have at least one row, got an empty file", "no.csv", "", formula);
    alike("header.csv" + NO_ROW, "header.csv", "x,z,y,w\n", formula);
    alike("page.csv" + NO_ROW, "page.csv", "<html><body>404 not found</body></html>\n", formula);
    alike(
        "the format of blank.csv cannot be told from its first line; name it by `data.format`",
        "blank.csv",
        "\n\n\n",
        formula);
  }

  @Test
  void encodingsAndLineEndsAreReadOrTold() throws Exception {
    List<String> formula = List.of(FORMULA);
    String text = csv("1,2,0,1");
    String read = "40 x 2, 0 left out";
    alike("wide.csv" + NO_TEXT, "wide.csv", text.getBytes(StandardCharsets.UTF_16), formula);
    alike("little.csv" + NO_TEXT, "little.csv", text.getBytes(StandardCharsets.UTF_16LE), formula);
    alike("zero.csv" + NO_TEXT, "zero.csv", csv("1,\u0000,0,1"), weighted());
    alike(read, "mixed.csv", lines("x,z,y,w", i -> csv(i) + (i % 2 == 0 ? "\r" : "")), formula);
    alike(read, "old.csv", text.replace('\n', '\r'), formula);
    alike("40 x 3, 0 left out", "ends.svm", svm("1 1:2 3:1").replace("\n", "\r\n"), List.of());
    alike("39 x 3, 0 left out", "blank.svm", svm(""), List.of());
    alike(
        read,
        "latin.csv",
        text.replace("x,z", "x,gr\u00f6\u00dfe").getBytes(StandardCharsets.ISO_8859_1),
        List.of(
            "data.options.encoding=ISO-8859-1",
            "data.query=SELECT x, `gr\u00f6\u00dfe` AS z, y FROM data",
            FORMULA));
  }
}
