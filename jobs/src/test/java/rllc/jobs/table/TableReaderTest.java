package rllc.jobs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.spark.input.BadInputException;

class TableReaderTest {
  private static final String LIBSVM = "+1 1:0.5 3:2\n-1 2:1\n";

  @TempDir private static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = TestSpark.start();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Dataset<Row> read(Path path) {
    return read("data.path=" + path);
  }

  private static Dataset<Row> read(String... settings) {
    return TestSpark.source(spark, settings).rows();
  }

  private static Path text(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void everyFormatIsToldFromItsContent() {
    Dataset<Row> table = spark.range(100).selectExpr("id AS a", "id * 0.5 AS b");
    for (String format : List.of("parquet", "orc", "json")) {
      Path path = folder.resolve("table-" + format);
      table.write().format(format).save(path.toString());
      assertEquals(4950L, read(path).selectExpr("sum(a)").first().getLong(0), format);
    }
  }

  @Test
  void csvWithAndWithoutHeaderAndOtherDelimiters() throws Exception {
    Dataset<Row> named = read(text("named.csv", "x,y\n1,2.5\n3,4\n"));
    assertEquals(List.of("x", "y"), List.of(named.columns()));
    assertEquals(6.5, named.selectExpr("sum(y)").first().getDouble(0));
    Dataset<Row> plain = read(text("plain.txt", "1\t2\n3\t4\n"));
    assertEquals(List.of("_c0", "_c1"), List.of(plain.columns()));
    assertEquals(2, plain.count());
    Dataset<Row> blanks = read(text("blanks.data", "0 0.64 1\n0.21 0 0\n"));
    assertEquals(3, blanks.columns().length);
  }

  @Test
  void libsvmPlainAndCompressed() throws Exception {
    Path gz = folder.resolve("rows.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(LIBSVM.getBytes(StandardCharsets.US_ASCII));
    }
    Path bz2 = folder.resolve("rows.bz2");
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(new Configuration());
    try (OutputStream out = codec.createOutputStream(Files.newOutputStream(bz2))) {
      out.write(LIBSVM.getBytes(StandardCharsets.US_ASCII));
    }
    for (Path path : List.of(text("rows.svm", LIBSVM), gz, bz2)) {
      List<Row> rows = read(path).collectAsList();
      assertEquals(2, rows.size(), path.toString());
      assertEquals(1.0, rows.get(0).getDouble(0));
      assertEquals(3, ((Vector) rows.get(0).get(1)).size());
    }
  }

  @Test
  void remarksAndRowsWithoutEntriesBeforeTheFirstOfLibsvm() throws Exception {
    List<Row> rows = read(text("remark.svm", "# a file\n\n-1\n" + LIBSVM)).collectAsList();
    assertEquals(3, rows.size());
    assertEquals(3, ((Vector) rows.get(0).get(1)).size());
  }

  @Test
  void aHeaderAloneIsATableWithoutRows() throws Exception {
    Dataset<Row> table = read(text("header.csv", "x,y\n"));
    assertEquals(List.of("x", "y"), List.of(table.columns()));
    assertEquals(0, table.count());
  }

  @Test
  void anIndexBeyondTheNumberOfFeaturesIsTold() throws Exception {
    String path = text("beyond.svm", LIBSVM).toString();
    Dataset<Row> table = read("data.path=" + path, "data.format=libsvm", "data.numFeatures=2");
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> ReadErrors.naming(path, () -> table.collectAsList()));
    assertEquals(
        path + ": line `+1 1:0.5 3:2` must have no index above the 2 of `data.numFeatures`, got 3",
        e.getMessage());
  }

  @Test
  void whatCannotBeReadIsNamed() throws Exception {
    String missing = folder.resolve("missing").toString();
    BadInputException e = assertThrows(BadInputException.class, () -> read(Path.of(missing)));
    assertEquals(
        "`data.path` and `data.test` must name existing files or folders, got " + missing,
        e.getMessage());
    BadInputException none =
        assertThrows(BadInputException.class, () -> read("data.path=a:b", "data.format=csv"));
    assertTrue(none.getMessage().startsWith("a:b must be readable, got: "), none.getMessage());
    Path prose = text("prose.txt", "word\n");
    BadInputException unknown = assertThrows(BadInputException.class, () -> read(prose));
    assertTrue(unknown.getMessage().contains("name it by `data.format`"), unknown.getMessage());
  }

  @Test
  void foldersThatSparkDoesNotReachAreTold() throws Exception {
    Path nested = folder.resolve("nested");
    for (String part : List.of("part1", "part2")) {
      Files.createDirectories(nested.resolve(part));
      Files.writeString(nested.resolve(part).resolve("rows.csv"), "x,y\n1,2\n");
    }
    BadInputException e = assertThrows(BadInputException.class, () -> read(nested));
    assertEquals(
        String.format(
            "%1$s must have files in itself or in folders named COLUMN=VALUE, got only"
                + " file:%1$s/part1/rows.csv; a path with wildcards, such as %1$s/*, names folders"
                + " below",
            nested),
        e.getMessage());
    assertEquals(2, read(nested.resolve("*")).count());
    Files.move(nested.resolve("part1"), nested.resolve("part=1"));
    Files.move(nested.resolve("part2"), nested.resolve("part=2"));
    assertEquals(List.of("x", "y", "part"), List.of(read(nested).columns()));
  }

  @Test
  void aNameWithWildcardsInItIsItself() throws Exception {
    Path one = text("rows[1].csv", "x,y\n1,2\n");
    text("rows1.csv", "x,y\n1,2\n3,4\n");
    assertEquals(1, read(one).count());
    assertEquals(2, read(folder.resolve("rows[1-3].csv")).count());
    Path libsvm = text("{a}*.svm", LIBSVM);
    assertEquals(2, read(libsvm).count());
    Path bad = text("bad[?].svm", LIBSVM + "1 1:x\n");
    BadInputException e = assertThrows(BadInputException.class, () -> read(bad));
    assertTrue(e.getMessage().contains("line `1 1:x` must be"), e.getMessage());
  }

  @Test
  void onlyQueriesAreExecuted() {
    TableReader reader = new TableReader(spark);
    Dataset<Row> table = spark.range(3).toDF("a");
    for (String query :
        List.of(
            "SELECT a FROM data;",
            "-- remark\nWITH b AS (SELECT a FROM data) SELECT * FROM b -- remark",
            "VALUES (0L), (1L), (2L)",
            "TABLE data",
            "FROM data SELECT a",
            "(SELECT a FROM data)")) {
      assertEquals(3, reader.query(table, query).count(), query);
    }
    for (String statement :
        List.of(
            "CREATE TEMPORARY VIEW made AS SELECT 1",
            "DROP VIEW data",
            "SET spark.sql.shuffle.partitions = 3",
            "SHOW TABLES",
            "INSERT OVERWRITE DIRECTORY '" + folder + "/made' USING csv SELECT 1",
            "WITH b AS (SELECT 1) INSERT OVERWRITE DIRECTORY '"
                + folder
                + "/made' USING csv SELECT * FROM b")) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> reader.query(table, statement), statement)
              .getMessage();
      assertTrue(message.startsWith("`data.query` must be a query, SELECT or WITH"), message);
    }
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> reader.query(table, "SELECT a\nFORM data x y"))
            .getMessage();
    assertTrue(message.contains("line 2"), message);
    assertEquals(1, spark.sql("SHOW TABLES").count(), "the table data alone");
    assertNotEquals("3", spark.conf().get("spark.sql.shuffle.partitions"));
    assertTrue(Files.notExists(folder.resolve("made")));
  }

  @Test
  void aNumberThatIsNoneIsShownWithItsLine() throws Exception {
    badLine("bad.svm", "1 1:0.5 2:1\n# a remark\n\n0 1:x 2:3\n", "0 1:x 2:3");
    badLine("half.svm", "1 1:0.5 2:1\n0 1:\n", "0 1:");
    badLine("twice.svm", "1 1:0.5 2:1\n0 1:2:3\n", "0 1:2:3");
    Path ranked = text("ranked.svm", "1 qid:1 1:0.5 2:1\n0 qid:1 1:3\n");
    BadInputException qid = assertThrows(BadInputException.class, () -> read(ranked));
    assertTrue(qid.getMessage().contains("no qid"), qid.getMessage());
  }

  private static void badLine(String name, String content, String line) throws Exception {
    Path file = text(name, content);
    BadInputException e = assertThrows(BadInputException.class, () -> read(file));
    assertEquals(
        file + ": line `" + line + "` must be LABEL INDEX:VALUE ... and no more", e.getMessage());
  }
}
