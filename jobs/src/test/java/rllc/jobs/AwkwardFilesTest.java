package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rllc.jobs.CommandLine.assertOneLine;
import static rllc.jobs.CommandLine.assertTrained;
import static rllc.jobs.CommandLine.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.CommandLine.Outcome;

/**
 * Files as users have them, each of the same 120 rows of x, z and y in another guise, whose model
 * is the same.
 */
class AwkwardFilesTest {
  private static final int ROWS = 120;
  private static final String FORMULA = "data.formula=y ~ x + z";

  @TempDir private static Path folder;
  private static final double[][] TABLE = new double[ROWS][];
  private static double objective;

  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < ROWS; i++) {
      double x = Math.rint(random.nextGaussian() * 1e4) / 1e4;
      double z = Math.rint(random.nextGaussian() * 1e4) / 1e4;
      double y = random.nextDouble() < 1 / (1 + Math.exp(z - 1.5 * x)) ? 1 : 0;
      TABLE[i] = new double[] {x, z, y};
    }
    JsonNode plain = trained("", "data.path=" + file("plain.csv", "x,z,y", i -> csv(i, ",")));
    objective = plain.get("objective").asDouble();
    assertTrue(objective > 0.3 && objective < 0.65, "" + objective);
  }

  private static String csv(int i, String delimiter) {
    return TABLE[i][0] + delimiter + TABLE[i][1] + delimiter + (int) TABLE[i][2];
  }

  private static String file(String name, String first, IntFunction<String> line) throws Exception {
    StringBuilder text = new StringBuilder(first.isEmpty() ? "" : first + "\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(line.apply(i)).append('\n');
    }
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static Outcome run(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    if (all.stream()
        .noneMatch(setting -> setting.matches("data.(formula|query|hash|features).*"))) {
      all.add(FORMULA);
    }
    // Each way of reading has partitions of its own; objectives are the same at the optimum alone.
    all.add("stop.tol=1e-10");
    all.add("out=" + folder.resolve("out"));
    all.add("overwrite=true");
    return train(all.toArray(String[]::new));
  }

  /** The record of a run that ends well with this warning alone, or with none. */
  private static JsonNode trained(String warning, String... settings) throws Exception {
    return assertTrained(warning, run(settings), folder.resolve("out"));
  }

  private static JsonNode same(String warning, String... settings) throws Exception {
    JsonNode record = trained(warning, settings);
    assertEquals(ROWS, record.at("/data/rows").asInt(), record.get("data").toString());
    assertEquals(2, record.at("/data/features").asInt());
    assertEquals(objective, record.get("objective").asDouble(), 1e-9);
    return record;
  }

  private static void refused(int status, String message, String... settings) {
    Outcome outcome = run(settings);
    assertEquals(status, outcome.status(), outcome.err());
    assertOneLine(message, outcome);
  }

  @Test
  void csvInAnotherGuiseIsTheSameTable() throws Exception {
    String quoted = file("quoted.csv", "\"x\",\"z\",\"y\"", i -> "\"" + csv(i, "\",\"") + "\"");
    JsonNode read = same("", "data.path=" + quoted).at("/data/read");
    assertEquals("csv", read.get("format").asText());
    assertEquals(",", read.at("/options/delimiter").asText());
    assertEquals("true", read.at("/options/header").asText());
    assertTrue(read.get("guessed").toString().contains("header"), read.toString());
    assertEquals("[\"x\",\"z\",\"y\"]", read.get("columns").toString());
    same("", "data.path=" + file("remark.csv", "# by hand\nx,z,y", i -> csv(i, ",")));
    same("", "data.path=" + file("mark.csv", "\ufeffx;z;y", i -> csv(i, ";")));
    String query = "data.query=SELECT _c0 AS x, _c1 AS z, _c2 AS y FROM data";
    String blank = file("blank.csv", "\n", i -> csv(i, ","));
    same("", "data.path=" + blank, "data.format=csv", query, FORMULA);
    String numbered = file("numbered.csv", "0,1,2", i -> csv(i, ","));
    same(
        "the first line of " + numbered + ", consecutive numbers, is taken for a header",
        "data.path=" + numbered,
        "data.query=SELECT array(_c0, _c1) AS features, _c2 AS label FROM data");
  }

  @Test
  void optionsOverrideTheGuessesAndAreNamedWhereAColumnIsMissing() throws Exception {
    String odd = file("odd.txt", "1~2~3", i -> csv(i, "~"));
    String[] options = {
      "data.path=" + odd,
      "data.format=csv",
      "data.options.delimiter=~",
      "data.options.header=true",
      "data.query=SELECT `1` AS x, `2` AS z, `3` AS y FROM data",
      FORMULA
    };
    same("", options);
    options[3] = "data.options.header=false";
    refused(2, "is csv with the delimiter \"~\", no header: _c0, _c1, _c2", options);
    String plain = "data.path=" + folder.resolve("plain.csv");
    refused(3, "the first line as header: x, z, y", plain, "data.formula=w ~ x");
    refused(2, "the first line as header: x, z, y", plain, "data.formula=y ~ w");
    refused(
        3,
        "must be one of [x, z, y]; " + folder.resolve("plain.csv") + " is csv with the delimiter",
        plain,
        "data.query=SELECT * FROM data");
    refused(2, "did you mean delimiter?", plain, "data.options.delimeter=;");
    refused(
        2,
        "`data.options` must be a group such as { name = value }, got 3",
        plain,
        "data.options=3");
  }

  @Test
  void aListOfPathsIsOneTableAndHeadersMustAgree() throws Exception {
    String first = file("first.csv", "x,z,y", i -> i < 50 ? csv(i, ",") : "");
    String rest = file("rest.csv", "x,z,y", i -> i < 50 ? "" : csv(i, ","));
    same("", "data.path=[\"" + first + "\", \"" + rest + "\"]");
    String other =
        file("other.csv", "z,x,y", i -> TABLE[i][1] + "," + TABLE[i][0] + "," + (int) TABLE[i][2]);
    refused(
        3,
        other + " must have the header of " + first + ", x,z,y, got z,x,y",
        "data.path=[\"" + first + "\", \"" + other + "\"]");
    String quoted = file("second.csv", "\"x\",\"z\",\"y\"", i -> csv(i, ","));
    refused(
        3,
        quoted + " must have the header of " + first + ", x,z,y, got \"x\",\"z\",\"y\"",
        "data.path=[\"" + first + "\", \"" + quoted + "\"]");
  }

  @Test
  void linesThatAreNoRowsAreNamedOrLeftOut() throws Exception {
    String shifted =
        file("shifted.csv", "note,x,z,y", i -> (i == 7 ? "a,3," : "plain,") + csv(i, ","));
    refused(
        3,
        shifted
            + ": line `a,3,"
            + csv(7, ",")
            + "` must have 4 fields, as the first line has, got 5",
        "data.path=" + shifted);
    JsonNode left =
        trained(
            "1 lines of " + shifted + " are no rows and left out",
            "data.path=" + shifted,
            "data.badRows=skip");
    assertEquals(ROWS - 1, left.at("/data/rows").asInt());
    assertEquals(1, left.at("/data/read/badLines").asInt());
    refused(
        3,
        "must have 4 fields",
        "data.path=" + shifted,
        "data.query=SELECT array(x) AS features, y AS label FROM data");
    String pretty = file("pretty.json", "", i -> json(i).replace(", ", ",\n  "));
    refused(3, "must be a JSON object a line", "data.path=" + pretty);
    String broken = file("broken.json", "", i -> i == 7 ? "{\"x\": 1, " : json(i));
    refused(3, broken + ": line `{\"x\": 1,` must be a JSON object a line", "data.path=" + broken);
    String none = file("none.json", "", i -> "{\"x\" " + i);
    refused(
        3,
        none + " must be a JSON object a line; data.options.multiLine=true",
        "data.path=" + none,
        "data.format=json",
        "data.options.multiLine=false");
  }

  private static String json(int i) {
    return String.format(
        "{\"x\": %s, \"z\": %s, \"y\": %d}", TABLE[i][0], TABLE[i][1], (int) TABLE[i][2]);
  }

  @Test
  void jsonAndLibsvmInAnotherGuiseAreTheSameTable() throws Exception {
    String array = file("array.json", "[", i -> json(i) + (i < ROWS - 1 ? "," : "]"));
    same("", "data.path=" + array);
    same("", "data.path=" + array, "data.format=json");
    same("", "data.path=" + file("mark.json", "", i -> (i == 0 ? "\ufeff" : "") + json(i)));
    for (String form : List.of("%s 1:%s 2:%s # row %d", "%s\t1:%s\t2:%s", "%s 1:%s  2:%s ")) {
      String svm = file("rows.svm", form.length() > 20 ? "\ufeff# made" : "", i -> svm(form, i));
      same("", "data.path=" + svm, "data.features=features");
    }
    String wide = file("wide.svm", "", i -> svm(i == 9 ? "%s 1:%s 4294967296:%s" : "%s 1:%s", i));
    refused(
        3,
        "must have indices from 1 to 2147483646, got 4294967296",
        "data.path=" + wide,
        "data.features=features");
    String huge = file("huge.svm", "", i -> svm(i == 9 ? "%s 1:%s 2147483645:%s" : "%s 1:%s", i));
    refused(2, "2,147,483,646 numbers x 8 bytes", "data.path=" + huge, "data.features=features");
  }

  private static String svm(String form, int i) {
    return String.format(form, (int) TABLE[i][2], TABLE[i][0], TABLE[i][1], i);
  }

  @Test
  void archivesAreRefusedWithTheRemedy() throws Exception {
    Path zip = folder.resolve("plain.csv.zip");
    Files.write(zip, new byte[] {'P', 'K', 3, 4, 0, 0});
    refused(3, zip + " must be readable: zip is not read: unpack it", "data.path=" + zip);
    Path gzip = Files.write(folder.resolve("plain.csv.zipped"), new byte[] {0x1f, (byte) 0x8b, 8});
    refused(3, "gzip is read where the name ends in .gz: rename it", "data.path=" + gzip);
  }

  @Test
  void anEmptyTextIsACategoryAndAHeaderOverTextIsSeen() throws Exception {
    String empty =
        file(
            "empty.json",
            "",
            i ->
                json(i)
                    .replace(
                        "\"x\"",
                        "\"g\": \"" + List.of("red", "", "blue").get(i % 3) + "\", \"x\""));
    assertEquals(
        4,
        trained("", "data.path=" + empty, "data.formula=y ~ g + x + z")
            .at("/data/features")
            .asInt());
    String text =
        file("text.csv", "kind,shape", i -> (TABLE[i][2] > 0 ? "p," : "e,") + "cdx".charAt(i % 3));
    JsonNode record = trained("", "data.path=" + text, "data.formula=kind ~ shape");
    assertEquals("[\"e\",\"p\"]", record.at("/data/labels").toString());
    assertEquals(ROWS, record.at("/data/rows").asInt());
  }

  @Test
  void aFormulaThatIsNoneIsToldWithTheRemedy() throws Exception {
    String plain = "data.path=" + folder.resolve("plain.csv");
    refused(2, "functions belong in data.query", plain, "data.formula=y ~ log(x)");
    String names = file("names.csv", "größe,z,y", i -> csv(i, ","));
    refused(
        2,
        "a to z or A to Z and have such letters, digits, dots and underscores: data.query renames"
            + " others: SELECT `größe` AS ...",
        "data.path=" + names,
        "data.formula=y ~ größe");
  }

  @Test
  void parquetFilesOfTwoTypesAreNamed() throws Exception {
    Path parquet = folder.resolve("mixed");
    var spark = org.apache.spark.sql.SparkSession.builder().master("local[1]").getOrCreate();
    spark.range(9).selectExpr("id AS x", "id % 2 AS y").coalesce(1).write().parquet(parquet + "/a");
    spark.range(9).selectExpr("id * 0.5D AS x", "id % 2 AS y").write().parquet(parquet + "/b");
    spark.stop();
    Outcome outcome = run("data.path=" + parquet + "/*", "data.formula=y ~ x");
    assertEquals(3, outcome.status(), outcome.err());
    assertOneLine("[x]", outcome);
    assertTrue(outcome.err().contains("/mixed/b/part-"), outcome.err());
    assertTrue(outcome.err().contains("DOUBLE"), outcome.err());
    assertFalse(outcome.err().contains("Exception"), outcome.err());
  }
}
