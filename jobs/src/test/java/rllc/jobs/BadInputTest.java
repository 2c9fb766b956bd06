package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rllc.jobs.CommandLine.assertOneLine;
import static rllc.jobs.CommandLine.run;
import static rllc.jobs.CommandLine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.CommandLine.Outcome;

/**
 * Input that is bad or doubtful: exit status, the one line on standard error, and what is left
 * behind.
 */
class BadInputTest {
  @TempDir private static Path folder;

  private static String file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static String good;

  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    good = CommandLine.table(folder);
  }

  @Test
  void badInputIsNamedInOneLineAndLeavesNothing() throws Exception {
    String formula = "data.formula=y ~ a + b";
    bad(3, "must name existing files or folders", "data.path=/nowhere/x.parquet");
    bad(3, "must have at least one row", "data.path=" + file("empty.csv", ""));
    String three = file("three.csv", "a,b,y\n1,2,0\n3,4,1\n5,6,2\n");
    bad(3, "column `label` must be one of [a, b, y]", "data.path=" + three);
    bad(3, "got a third", "data.path=" + three, formula, "model.family=binomial");
    String nan = file("nan.csv", "a,b,y\n1,2,0\n3,NaN,1\n5,6,1\n");
    bad(3, "nan.csv: row 1 of partition 0", "data.path=" + nan, formula);
    String infinite = file("inf.csv", "a,b,y\n1,2,0\n3,Infinity,1\n5,6,1\n");
    bad(3, "got Infinity in feature 1 (b)", "data.path=" + infinite, formula);
    String negative = file("neg.csv", "a,b,y,w\n1,2,0,1\n3,4,1,-2\n");
    bad(
        3,
        "column `w` must be finite and at least 0, got -2.0",
        "data.path=" + negative,
        formula,
        "data.weight=w");
    String constant = file("const.csv", "a,b,y\n1,2,1\n3,4,1\n");
    bad(3, "must have two values or more, got only 1.0", "data.path=" + constant, formula);
    bad(
        3,
        "the labels must have two values",
        "data.path=" + constant,
        formula,
        "model.family=gaussian",
        "model.fitIntercept=false",
        "model.regParam=1");
    bad(
        3,
        "the data must have at least one row, got none",
        "data.path=" + good,
        "data.query=SELECT * FROM data WHERE x > 1000",
        "data.formula=label ~ x + colour");
    bad(
        2,
        "digits, dots and underscores: data.query renames others",
        "data.path=" + good,
        "data.formula=label ~ _x");
    Path corrupt = folder.resolve("corrupt.parquet");
    Files.write(corrupt, "PAR1 this is no Parquet file".getBytes(StandardCharsets.US_ASCII));
    bad(3, "corrupt.parquet must be readable", "data.path=" + corrupt);
    bad(
        2,
        "`data.format` must be auto, parquet, csv, orc, json, libsvm or another format that this"
            + " Spark has, got parqet; did you mean parquet?",
        "data.path=" + three,
        "data.format=parqet");
    bad(2, "`data.format` must be", "data.path=" + corrupt, "data.format=avro");
    bad(2, "did you mean model.regParam?", "data.path=" + three, "model.regparam=1");
    bad(
        2,
        "`model.regParam` must be finite and at least 0, got -1.0",
        "data.path=" + three,
        "model.regParam=-1");
    bad(
        2,
        "`data.query` must be a query, SELECT or WITH, in Spark SQL",
        "data.path=" + three,
        "data.query=selct 1");
    bad(2, "`data.formula` must be a formula", "data.path=" + three, "data.formula=y ~ nothere");
  }

  @Test
  void integersThatMayBeClassesHaveAWarning() throws Exception {
    StringBuilder rows = new StringBuilder("x,gap,amount\n");
    for (int i = 0; i < 60; i++) {
      rows.append((i * 37) % 101).append(',').append(List.of(0, 1, 3).get(i % 3));
      rows.append(',').append(i % 3 == 0 ? 200 : 100 * i).append('\n');
    }
    String path = "data.path=" + file("gap.csv", rows.toString());
    String out = "out=" + folder.resolve("gap");
    Outcome doubtful = train(path, "data.formula=gap ~ x", out);
    assertEquals(0, doubtful.status(), doubtful.err());
    assertTrue(doubtful.out().contains("gaussian"), doubtful.out());
    assertOneLine("0.0, 1.0, 3.0; where they are classes, set model.family=multinomial", doubtful);
    for (String[] clear :
        new String[][] {
          {"data.formula=gap ~ x", "model.family=gaussian"},
          {"data.formula=gap ~ x", "model.family=multinomial"},
          {"data.formula=amount ~ x", "model.family=auto"}
        }) {
      Outcome outcome = train(path, clear[0], clear[1], out, "overwrite=true");
      assertEquals(0, outcome.status(), outcome.err());
      assertEquals("", outcome.err());
    }
  }

  @Test
  void formulasThatMayMeanSomethingElseHaveAWarning() throws Exception {
    StringBuilder rows = new StringBuilder("features,a,comma,code,y\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i).append(',').append(i == 9 ? "oops" : (i * 37) % 101 + ".5");
      rows.append(",\"1,").append(i % 7).append("\",").append("uvw".charAt(i % 3));
      rows.append(',').append(i % 2).append('\n');
    }
    String path = "data.path=" + file("doubts.csv", rows.toString());
    String out = "out=" + folder.resolve("doubts");
    String[][] doubts = {
      {"y ~ code", ""},
      {"y ~ a", "column `a` is text, and made a feature of each of its values"},
      {"y ~ comma + code", "column `comma` is text, and made a feature of each of its values"},
      {"y ~ code - 1", "model.fitIntercept=false is without"},
      {"y ~ 0 + code", "model.fitIntercept=false is without"}
    };
    for (String[] doubt : doubts) {
      Outcome outcome =
          train(
              path,
              "data.features=x",
              "data.formula=" + doubt[0],
              "model.regParam=0.1",
              out,
              "overwrite=true");
      assertEquals(0, outcome.status(), outcome.err());
      assertEquals(doubt[1].isEmpty() ? 0 : 1, outcome.err().lines().count(), outcome.err());
      assertTrue(outcome.err().contains(doubt[1]), outcome.err());
    }
    Outcome without =
        train(
            path,
            "data.formula=y ~ code - 1",
            "data.features=x",
            "model.fitIntercept=false",
            "model.regParam=1",
            out,
            "overwrite=true");
    assertEquals("", without.err());
    bad(
        2,
        "data.features gives the column of features another name",
        path,
        "data.formula=y ~ code");
  }

  /** As MLlib, which warns too. */
  @Test
  void labelsThatAreAllAlikeGiveTheirValueAndAWarning() throws Exception {
    String constant = file("five.csv", "a,b,y\n1,2,5\n3,4,5\n5,5,5\n");
    Path out = folder.resolve("five");
    Outcome outcome =
        train(
            "data.path=" + constant,
            "data.formula=y ~ a + b",
            "model.family=gaussian",
            "out=" + out);
    assertEquals(0, outcome.status(), outcome.err());
    assertOneLine("all labels are 5.0: the model is that, whatever the features are", outcome);
    assertTrue(outcome.out().contains("r2 not defined"), outcome.out());
    JsonNode record = new ObjectMapper().readTree(out.resolve("run.json").toFile());
    assertEquals("converged", record.get("status").asText());
    assertEquals(0, record.at("/train/rmse").asDouble());
    assertTrue(record.at("/train/r2").isNull(), "JSON has no NaN: " + record.at("/train/r2"));
  }

  @Test
  void badTestRowsAreFoundBeforeTheTrainingAndNamed() throws Exception {
    bad(
        3,
        "text.csv: row 0 of partition 0 (both counted from 0): column `y` must be one of [0.0, 1.0],"
            + " got no",
        "data.path=" + file("number.csv", "a,g,y\n1,r,0\n3,s,1\n5,r,0\n"),
        "data.formula=y ~ a + g",
        "data.test=" + file("text.csv", "a,g,y\n1,r,no\n3,s,yes\n"));
    String train = file("abc.csv", "a,b,c,y\n1,2,7,0\n3,4,1,1\n5,6,2,0\n");
    String query = "data.query=SELECT array(a, b) AS features, y AS label FROM data";
    String third = file("third.csv", "a,b,c,y\n1,2,7,0\n3,4,1,5\n");
    bad(
        3,
        "third.csv: row 1 of partition 0 (both counted from 0): column `label` must be one of",
        "data.path=" + train,
        query,
        "data.test=" + third);
    bad(3, "got /nowhere/test", "data.path=" + train, query, "data.test=/nowhere/test");
    String json = file("f3.json", "{\"f\":[1,2,3],\"y\":0}\n{\"f\":[2,2,3],\"y\":1}\n");
    String other = file("f2.json", "{\"f\":[1,2],\"y\":0}\n{\"f\":[2,2],\"y\":1}\n");
    bad(
        3,
        "f2.json: column `f` must have the 3 features of the training rows, got 2",
        "data.path=" + json,
        "data.test=" + other,
        "data.features=f",
        "data.label=y");
  }

  @Test
  void missingNumbersInArraysAreBadRows() throws Exception {
    String rows =
        file(
            "arrays.json",
            "{\"f\":[1,2],\"y\":0}\n{\"f\":[2,null],\"y\":1}\n{\"f\":null,\"y\":1}\n"
                + "{\"f\":[5,1],\"y\":1}\n{\"f\":[1.5,3],\"y\":0}\n{\"f\":[1.5,2],\"y\":1}\n");
    String[] columns = {"data.path=" + rows, "data.features=f", "data.label=y"};
    bad(
        3,
        "row 1 of partition 0 (both counted from 0): column `f` must be finite, got NaN in"
            + " feature 1",
        columns);
    String[] skip = Arrays.copyOf(columns, 5);
    skip[3] = "data.badRows=skip";
    Path out = folder.resolve("arrays");
    skip[4] = "out=" + out;
    Outcome outcome = train(skip);
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode data = new ObjectMapper().readTree(out.resolve("run.json").toFile()).get("data");
    assertEquals(4, data.get("rows").asInt());
    assertEquals(2, data.get("badRows").asInt());
    assertTrue(outcome.out().contains("bad rows   2 left out"), outcome.out());
    Outcome evaluated = run("evaluate", "model=" + out, skip[0], "spark.master=local[2]");
    assertEquals(0, evaluated.status(), evaluated.err());
    assertTrue(evaluated.out().contains("badRows    2"), evaluated.out());
    String texts = file("texts.json", "{\"f\":[\"1\"],\"y\":0}\n{\"f\":[\"2\"],\"y\":1}\n");
    columns[0] = "data.path=" + texts;
    bad(
        3,
        "column `f` must be a column of vectors or of arrays of numbers, got array<string>",
        columns);
  }

  private static void bad(int status, String message, String... settings) {
    Path out = folder.resolve("bad");
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("out=" + out);
    Outcome outcome = train(all.toArray(String[]::new));
    assertEquals(status, outcome.status(), outcome.err());
    assertOneLine(message, outcome);
    assertFalse(Files.exists(out), "nothing may be written: " + message);
  }
}
