package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rllc.jobs.CommandLine.assertOneLine;
import static rllc.jobs.CommandLine.run;
import static rllc.jobs.CommandLine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.CommandLine.Outcome;

/**
 * The commands as a user runs them: exit status, the one line on standard error, and the files left
 * behind.
 */
class CommandLineTest {
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
  void aTrainingLeavesAModelARecordAndAHistoryAndCanBeRepeated() throws Exception {
    String out = folder.resolve("run").toString();
    Outcome first =
        train(
            "data.path=" + good,
            "data.formula=label ~ x + colour",
            "data.testFraction=0.25",
            "model.regParam=1e-3",
            "optimizer.preset=rllc-momentum(0.9)",
            "stop.maxSteps=30",
            "out=" + out);
    assertEquals(0, first.status(), first.err());
    assertEquals("", first.err());
    assertTrue(first.out().contains("max-steps"), first.out());
    JsonNode record = new ObjectMapper().readTree(Path.of(out, "run.json").toFile());
    assertEquals("max-steps", record.get("status").asText());
    assertEquals(30, record.get("steps").asInt());
    assertEquals("[\"no\",\"yes\"]", record.at("/data/labels").toString());
    assertEquals(400, record.at("/data/rows").asInt() + record.at("/data/testRows").asInt());
    assertTrue(record.at("/test/auc").asDouble() > 0.8);
    assertTrue(record.at("/seconds/save").asDouble() > 0);
    assertTrue(record.at("/seconds/metrics").asDouble() > 0);
    assertEquals("label ~ x + colour", record.at("/settings/data/formula").asText());
    List<String> history = Files.readAllLines(Path.of(out, "history.jsonl"));
    assertEquals(30, history.size());
    assertTrue(Files.exists(Path.of(out, "spark.log")));

    Outcome refused = train("data.path=" + good, "out=" + out);
    assertEquals(2, refused.status());
    assertOneLine("`out` must be new, or `overwrite` true to replace an earlier run", refused);

    String again = folder.resolve("again").toString();
    assertEquals(0, train("--again", out, "out=" + again).status());
    ObjectMapper json = new ObjectMapper();
    List<String> repeated = Files.readAllLines(Path.of(again, "history.jsonl"));
    for (int step = 0; step < 30; step++) {
      JsonNode a = json.readTree(history.get(step));
      JsonNode b = json.readTree(repeated.get(step));
      assertEquals(a.get("loss"), b.get("loss"));
      assertEquals(a.get("law"), b.get("law"));
    }

    Outcome evaluated =
        run(
            "evaluate",
            "model=" + out + "/model",
            "data.path=" + good,
            "spark.master=local[2]",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1");
    assertEquals(0, evaluated.status(), evaluated.err());
    assertTrue(evaluated.out().contains("auc"), evaluated.out());
    assertTrue(Files.exists(Path.of(out, "evaluation.json")));
  }

  @Test
  void boundsHoldInTheSavedModel() throws Exception {
    String out = folder.resolve("bounded").toString();
    Outcome outcome =
        train(
            "data.path=" + good,
            "data.formula=label ~ x + colour",
            "model.regParam=1e-3",
            "model.lowerBoundsOnCoefficients=[-1, 0, 0.25, -1]",
            "model.upperBoundsOnCoefficients=[0.01, 0, 0.25, 1]",
            "out=" + out);
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode record = new ObjectMapper().readTree(Path.of(out, "run.json").toFile());
    assertEquals("auto (proximal Newton)", record.at("/optimizer/preset").asText());
    assertTrue(record.at("/optimizer/reason").asText().contains("bounds"));
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    try {
      LogisticRegressionModel model =
          (LogisticRegressionModel) PipelineModel.load(out + "/model").stages()[1];
      double[] coefficients = model.coefficients().toArray();
      assertArrayEquals(new double[] {0.01, 0, 0.25}, Arrays.copyOf(coefficients, 3));
    } finally {
      spark.stop();
    }

    Outcome length =
        train(
            "data.path=" + good,
            "data.formula=label ~ x + colour",
            "model.lowerBoundsOnCoefficients=[0, 0]",
            "out=" + folder.resolve("wrongLength"));
    assertEquals(2, length.status());
    assertOneLine(
        "`model.lowerBoundsOnCoefficients` must be a number or a list of 4 numbers,"
            + " got a list of 2",
        length);
    Outcome nan =
        train("data.path=" + good, "model.upperBoundsOnCoefficients=[0, NaN]", "out=" + out);
    assertEquals(2, nan.status());
    assertOneLine("`model.upperBoundsOnCoefficients` must be numbers other than NaN", nan);
  }

  @Test
  void aTrainingInBatchesEndsWithTheObjectiveOfAllRows() throws Exception {
    String out = folder.resolve("batches").toString();
    Outcome run =
        train(
            "data.path=" + good,
            "data.formula=label ~ x + colour",
            "model.regParam=1e-3",
            "optimizer.batch=20",
            "stop.maxPasses=2.5",
            "out=" + out);
    assertEquals(0, run.status(), run.err());
    JsonNode record = new ObjectMapper().readTree(Path.of(out, "run.json").toFile());
    assertEquals("max-passes", record.get("status").asText());
    assertTrue(record.get("reason").asText().contains("c1 = "), record.get("reason").asText());
    assertTrue(record.at("/optimizer/reason").asText().contains("batches of 20 rows, 20 an epoch"));
    assertTrue(record.get("passes").asDouble() <= 3.5 + 1e-9, record.toString());
    List<String> history = Files.readAllLines(Path.of(out, "history.jsonl"));
    assertEquals(record.get("steps").asInt(), history.size());
    assertEquals(20, new ObjectMapper().readTree(history.get(0)).get("batchRows").asInt());
    assertEquals(record.at("/train/logLoss").asDouble(), record.get("objective").asDouble(), 0.02);
  }

  @Test
  void severalClassesAreTrainedAndScored() throws Exception {
    StringBuilder rows = new StringBuilder("x,z,species\n");
    for (int i = 0; i < 300; i++) {
      int x = (i * 37) % 101;
      String species = x < 30 ? "ant" : x + i % 20 < 80 ? "bee" : "cow";
      rows.append(x).append(',').append(i % 7).append(',').append(species).append('\n');
    }
    String three = file("species.csv", rows.toString());
    String out = folder.resolve("species").toString();
    Outcome trained =
        train(
            "data.path=" + three,
            "data.formula=species ~ x + z",
            "model.regParam=1e-3",
            "out=" + out);
    assertEquals(0, trained.status(), trained.err());
    assertTrue(trained.out().contains("multinomial [ant, bee, cow]"), trained.out());
    JsonNode record = new ObjectMapper().readTree(Path.of(out, "run.json").toFile());
    assertEquals("[\"ant\",\"bee\",\"cow\"]", record.at("/data/labels").toString());
    assertTrue(record.at("/train/accuracy").asDouble() > 0.85, record.at("/train").toString());
    Outcome evaluated =
        run(
            "evaluate",
            "model=" + out,
            "data.path=" + three,
            "spark.master=local[2]",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1");
    assertEquals(0, evaluated.status(), evaluated.err());
    JsonNode scored = new ObjectMapper().readTree(Path.of(out, "evaluation.json").toFile());
    for (String metric : new String[] {"logLoss", "accuracy"}) {
      assertEquals(record.at("/train/" + metric), scored.get(metric));
    }
    assertFalse(scored.has("auc"));
  }

  @Test
  void divergenceIsAFailureWithoutAModel() throws Exception {
    Path out = folder.resolve("diverged");
    Outcome outcome =
        train(
            "data.path=" + good,
            "data.formula=label ~ x + colour",
            "optimizer.preset=sgd",
            "optimizer.c1=1e300",
            "out=" + out);
    assertEquals(4, outcome.status(), outcome.err());
    assertTrue(outcome.out().contains("diverged"), outcome.out());
    JsonNode record = new ObjectMapper().readTree(out.resolve("run.json").toFile());
    assertEquals("diverged", record.get("status").asText());
    assertTrue(record.get("objective").isNull(), "JSON has no NaN: " + record.get("objective"));
    assertFalse(Files.exists(out.resolve("model")));
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    Outcome outcome = run("evaluate", "model=/nowhere", "data.path=" + good);
    assertEquals(3, outcome.status());
    assertOneLine("`model` must be a folder with a saved model, got /nowhere", outcome);
  }

  @Test
  void theRecordOfAnotherProgramDoesNotMakeAFolderOurs() throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("tracker"));
    Files.writeString(theirs.resolve("run.json"), "{\"versions\": {\"tracker\": \"1\"}}");
    Files.writeString(theirs.resolve("thesis.txt"), "years of work");
    Outcome outcome = train("data.path=" + good, "out=" + theirs, "overwrite=true");
    assertEquals(2, outcome.status());
    assertOneLine("`out` must be a folder that is new, empty or of an earlier run", outcome);
    assertEquals("years of work", Files.readString(theirs.resolve("thesis.txt")));
  }

  @Test
  void aRepetitionNeedsItsOwnLeaveToOverwrite() {
    String out = folder.resolve("replaceable").toString();
    Outcome first =
        train("data.path=" + good, "data.formula=label ~ x", "out=" + out, "overwrite=true");
    assertEquals(0, first.status(), first.err());
    assertOneLine("`out` must be new", train("--again", out));
  }

  @Test
  void aFolderThatIsNotOursIsNeverTouched() throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Files.writeString(theirs.resolve("thesis.txt"), "years of work");
    for (String overwrite : new String[] {"false", "true"}) {
      Outcome outcome = train("data.path=" + good, "out=" + theirs, "overwrite=" + overwrite);
      assertEquals(2, outcome.status());
      assertOneLine("`out` must be a folder that is new, empty or of an earlier run", outcome);
    }
    assertEquals("years of work", Files.readString(theirs.resolve("thesis.txt")));
  }

  @Test
  void numbersLookTheSameInEveryLanguage() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
    try {
      String path = folder.resolve("synthetic").toString();
      Outcome outcome =
          run("generate", "family=gaussian", "rows=1000", "features=2", "path=" + path);
      assertTrue(outcome.out().contains("1,000 rows"), outcome.out() + outcome.err());
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void wrongCommandsAreNamed() {
    Outcome outcome = run("trian", "x");
    assertEquals(2, outcome.status());
    assertOneLine("got trian; did you mean train?", outcome);
    assertEquals(2, run().status());
  }
}
