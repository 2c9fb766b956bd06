package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rllc.jobs.CommandLine.assertOneLine;
import static rllc.jobs.CommandLine.quietly;
import static rllc.jobs.CommandLine.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.CommandLine.Outcome;

/**
 * {@code predict}: the table that it writes, against Spark's own transform, and what it refuses.
 */
class PredictCommandTest {
  @TempDir private static Path folder;
  private static String good;
  private static String model;

  @BeforeAll
  static void aModelOfTwoClasses() throws Exception {
    LibraryLogging.netlib();
    good = CommandLine.table(folder);
    model = folder.resolve("run").toString();
    Outcome outcome =
        train(
            "data.path=" + good,
            "data.query=SELECT *, x * 2 AS twice FROM data",
            "data.formula=label ~ twice + colour",
            "model.regParam=1e-3",
            "out=" + model);
    assertEquals(0, outcome.status(), outcome.err());
  }

  private static String out(String name) {
    return folder.resolve(name).toString();
  }

  private static String file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static <T> T withSpark(Function<SparkSession, T> use) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    try {
      return use.apply(spark);
    } finally {
      spark.stop();
    }
  }

  @Test
  void answersStandBesideTheRowsAsSparkGivesThem() throws Exception {
    Outcome outcome = quietly("predict", "model=" + model, "data.path=" + good, "out=" + out("p"));
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals("wrote 400 rows to " + out("p"), outcome.out().strip());
    withSpark(
        spark -> {
          List<Row> rows = spark.read().parquet(out("p")).collectAsList();
          List<Row> expected =
              PipelineModel.load(model + "/model")
                  .transform(
                      spark
                          .read()
                          .option("header", true)
                          .option("inferSchema", true)
                          .csv(good)
                          .selectExpr("*", "x * 2 AS twice"))
                  .collectAsList();
          assertEquals(
              "[x, colour, weight, label, twice, prediction, predictedLabel, probability,"
                  + " probability_1]",
              Arrays.toString(rows.get(0).schema().fieldNames()));
          assertEquals(400, rows.size());
          for (int i = 0; i < 400; i++) {
            Row row = rows.get(i);
            assertEquals(expected.get(i).<Integer>getAs("x"), row.getAs("x"));
            double prediction = row.<Double>getAs("prediction");
            assertEquals(expected.get(i).<Double>getAs("prediction"), prediction);
            assertEquals(prediction == 1 ? "yes" : "no", row.getAs("predictedLabel"));
            Vector probability = expected.get(i).getAs("probability");
            assertEquals(probability.apply(1), row.<Double>getAs("probability_1"));
            assertEquals(probability.apply(0), row.<Double>getList(7).get(0));
          }
          return null;
        });
    assertEquals(
        "done",
        new ObjectMapper()
            .readTree(Path.of(out("p"), "_rllc.json").toFile())
            .get("status")
            .asText());
  }

  @Test
  void aTextFileHasAColumnForEachClass() throws Exception {
    String[] words = {
      "model=" + model + "/model", "data.path=" + good, "format=csv", "out=" + out("c")
    };
    Outcome outcome = quietly("predict", words);
    assertEquals(0, outcome.status(), outcome.err());
    try (var files = Files.newDirectoryStream(Path.of(out("c")), "part-*.csv")) {
      List<String> lines = Files.readAllLines(files.iterator().next());
      assertEquals(
          "x,colour,weight,label,twice,prediction,predictedLabel,probability_0,probability_1",
          lines.get(0));
      assertEquals(401, lines.size());
    }
    assertOneLine("`out` must be new, or `overwrite` true", quietly("predict", words));
    String[] again = Arrays.copyOf(words, 5);
    again[4] = "overwrite=true";
    assertEquals(0, quietly("predict", again).status());
    again[3] = "out=" + model;
    Outcome training = quietly("predict", again);
    assertEquals(2, training.status());
    assertOneLine("`out` must be a folder that is new, empty or of an earlier run", training);
  }

  @Test
  void anyOfSparksModelsAnswers() {
    String data = "data.query=SELECT array(x, weight * 2) AS f, label FROM data";
    String path = out("tree");
    withSpark(
        spark -> {
          try {
            new Pipeline()
                .setStages(
                    new PipelineStage[] {
                      new DecisionTreeClassifier()
                          .setMaxBins(128)
                          .setFeaturesCol("f")
                          .setPredictionCol("class")
                    })
                .fit(
                    new VectorAssembler()
                        .setInputCols(new String[] {"x", "weight"})
                        .setOutputCol("f")
                        .transform(
                            spark
                                .read()
                                .option("header", true)
                                .option("inferSchema", true)
                                .csv(good)
                                .selectExpr("x", "weight", "double(x > 50) AS label")))
                .write()
                .save(path);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return null;
        });
    Outcome outcome =
        quietly("predict", "model=" + path, "data.path=" + good, data, "out=" + out("t"));
    assertEquals(0, outcome.status(), outcome.err());
    withSpark(
        spark -> {
          var rows = spark.read().parquet(out("t"));
          assertEquals(
              "[f, label, prediction, probability, probability_1]",
              Arrays.toString(rows.columns()));
          assertEquals(400, rows.where("prediction = double(f[0] > 50)").count());
          return null;
        });
  }

  @Test
  void rowsWithoutAnAnswerAreNamedOrLeftOut() throws Exception {
    String rows = file("holes.csv", "x,colour\n1,red\n,red\n3,blue\n");
    String query = "data.query=SELECT *, x * 2 AS twice FROM data";
    Outcome fails =
        quietly("predict", "model=" + model, "data.path=" + rows, query, "out=" + out("h"));
    assertEquals(3, fails.status(), fails.err());
    assertOneLine(
        "holes.csv: row 1 of partition 0 (both counted from 0): column `features` must be finite,"
            + " got NaN in feature 0",
        fails);
    assertFalse(Files.exists(Path.of(out("h"))), "no part of a table is left");
    Outcome skips =
        quietly(
            "predict",
            "model=" + model,
            "data.path=" + rows,
            query,
            "data.badRows=skip",
            "out=" + out("h"));
    assertEquals(0, skips.status(), skips.err());
    assertTrue(skips.out().startsWith("wrote 2 rows"), skips.out());
    assertTrue(skips.out().contains("bad rows   1 left out"), skips.out());
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() throws Exception {
    String taken = file("taken.csv", "x,colour,prediction\n1,red,3\n");
    bad(3, "the data must have no column `prediction`", "data.path=" + taken, "out=" + out("b"));
    bad(2, "`format` must be one of parquet, csv, got parket", "format=parket", "out=" + out("b"));
    bad(2, "`out` must be given", "data.path=" + good);
    bad(
        3,
        "the data must have the columns of the model's label ~ twice + colour, got [x, y, twice]",
        "data.path=" + file("x.csv", "x,y\n1,2\n"),
        "out=" + out("b"));
    assertFalse(Files.exists(Path.of(out("b"))));
  }

  @Test
  void noneOfSeveralPathsMayLieInTheFolderThatIsReplaced() throws Exception {
    Outcome earlier =
        quietly("predict", "model=" + model, "data.path=" + good, "out=" + out("rows"));
    assertEquals(0, earlier.status(), earlier.err());
    String within = file("rows/within.csv", "x,colour\n1,red\n");
    bad(
        2,
        "a folder without the data in it, which are " + within,
        "data.path=[\"" + good + "\", \"" + within + "\"]",
        "overwrite=true",
        "out=" + out("rows"));
    assertTrue(Files.exists(Path.of(within)));
  }

  private static void bad(int status, String message, String... words) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "model=" + model;
    Outcome outcome = quietly("predict", all);
    assertEquals(status, outcome.status(), outcome.err());
    assertOneLine(message, outcome);
  }
}
