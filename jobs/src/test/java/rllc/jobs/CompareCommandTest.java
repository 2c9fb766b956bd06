package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code compare} as a user runs it, Spark MLlib beside our presets. */
class CompareCommandTest {
  @TempDir private static Path folder;
  private static Path rows;

  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder("a,b,c,d,weight,label,amount\n");
    for (int i = 0; i < 800; i++) {
      double[] x = new double[4];
      for (int j = 0; j < 4; j++) {
        x[j] = random.nextGaussian() * (1 + 3 * j) + j;
        text.append(x[j]).append(',');
      }
      double score = x[0] - 0.2 * x[1] + 0.1 * x[3] + random.nextGaussian();
      text.append(i % 3 == 0 ? 2 : 1).append(',').append(score > 0.4 ? 1 : 0).append(',');
      text.append(1000 + 50 * score).append('\n');
    }
    rows = Files.writeString(folder.resolve("rows.csv"), text);
  }

  private static CommandLine.Outcome compare(Path out, String... settings) {
    List<String> words = new ArrayList<>(List.of("data.path=" + rows, "compare.repetitions=1"));
    words.addAll(List.of("data.weight=weight", "data.testFraction=0.25", "out=" + out));
    words.addAll(List.of(settings));
    return CommandLine.quietly("compare", words.toArray(String[]::new));
  }

  private static JsonNode record(Path out) throws Exception {
    return new ObjectMapper().readTree(out.resolve("compare.json").toFile());
  }

  private static JsonNode run(JsonNode record, String optimizer) {
    for (JsonNode run : record.get("runs")) {
      if (run.get("optimizer").asText().equals(optimizer)) {
        return run;
      }
    }
    throw new AssertionError("no run of " + optimizer);
  }

  @Test
  void classifiers() throws Exception {
    Path out = folder.resolve("classifiers");
    CommandLine.Outcome outcome =
        compare(
            out,
            "data.formula=label ~ a + b + c + d",
            "model.regParam=1e-2",
            "compare.presets=[auto,\"rllc-momentum(0.9)\"]",
            "stop.tol=1e-9");
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode record = record(out);
    assertEquals("done", record.get("status").asText());
    assertEquals("binomial", record.at("/problem/family").asText());
    assertEquals(Math.log(2), record.at("/problem/objectiveAtZero").asDouble(), 1e-12);
    assertEquals(3, record.get("runs").size());
    assertEquals("auto (Newton)", run(record, "auto").get("preset").asText());
    assertSame(run(record, "auto"), run(record, "mllib"));
    for (String optimizer : List.of("auto", "rllc-momentum(0.9)", "mllib")) {
      JsonNode run = run(record, optimizer);
      assertCosts(run, "1e-2", "1e-4");
      assertTrue(run.at("/test/auc").asDouble() > 0.7, optimizer);
      assertEquals(1, run.get("repetitions").size());
    }
    assertTrue(run(record, "rllc-momentum(0.9)").at("/passesTo/1e-6").isNull(), "not reached");
    assertCosts(run(record, "auto"), "1e-2", "1e-4", "1e-6");
    assertCosts(run(record, "mllib"), "1e-2", "1e-4", "1e-6");
    assertDescent(run(record, "auto"));
    assertDescent(run(record, "mllib"));
    assertEquals(4, outcome.out().lines().count(), outcome.out());
    assertPage(out.resolve("compare.html"));
    assertTrue(Files.exists(out.resolve("compare.log")));
  }

  @Test
  void leastSquares() throws Exception {
    Path out = folder.resolve("squares");
    CommandLine.Outcome outcome =
        compare(
            out,
            "data.formula=amount ~ a + b + c + d",
            "model.family=gaussian",
            "model.regParam=0.1",
            "compare.presets=[lbfgs]",
            "stop.tol=1e-12");
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode record = record(out);
    assertSame(run(record, "lbfgs"), run(record, "mllib"));
    assertSame(run(record, "lbfgs"), run(record, "mllib-normal"));
    assertEquals(1, run(record, "mllib-normal").get("passes").asInt());
    assertDescent(run(record, "mllib"));
  }

  @Test
  void elasticNet() throws Exception {
    Path out = folder.resolve("net");
    CommandLine.Outcome outcome =
        compare(
            out,
            "data.formula=amount ~ a + b + c + d",
            "model.regParam=20",
            "model.elasticNetParam=0.9",
            "compare.presets=[auto]",
            "stop.tol=1e-12");
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode record = record(out);
    JsonNode ours = run(record, "auto");
    JsonNode theirs = run(record, "mllib");
    assertEquals("auto (proximal Newton)", ours.get("preset").asText());
    assertSame(ours, theirs);
    assertEquals(ours.get("nonZeroCoefficients"), theirs.get("nonZeroCoefficients"));
    assertTrue(ours.get("nonZeroCoefficients").asInt() < 4, outcome.out());
    assertDescent(ours);
    assertDescent(theirs);
  }

  @Test
  void bounds() throws Exception {
    Path out = folder.resolve("bounds");
    CommandLine.Outcome outcome =
        compare(
            out,
            "data.formula=label ~ a + b + c + d",
            "model.regParam=1e-2",
            "model.lowerBoundsOnCoefficients=0",
            "model.upperBoundsOnCoefficients=[0.5, Infinity, Infinity, Infinity]",
            "model.upperBoundsOnIntercepts=-0.5",
            "compare.presets=[auto,lbfgs]",
            "stop.tol=1e-9");
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode record = record(out);
    JsonNode ours = run(record, "auto");
    assertEquals("auto (proximal Newton)", ours.get("preset").asText());
    assertSame(ours, run(record, "mllib"));
    assertSame(ours, run(record, "lbfgs"));
    assertTrue(ours.get("nonZeroCoefficients").asInt() < 4, outcome.out());
    assertDescent(run(record, "mllib"));
  }

  @Test
  void boundedLeastSquaresIsWithoutMllib() throws Exception {
    Path out = folder.resolve("boundedSquares");
    CommandLine.Outcome outcome =
        compare(
            out,
            "data.formula=amount ~ a + b + c + d",
            "model.family=gaussian",
            "model.lowerBoundsOnCoefficients=0",
            "compare.presets=[auto]");
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals(1, record(out).get("runs").size());
  }

  /** The same optimum by one definition of the objective. */
  private static void assertSame(JsonNode ours, JsonNode theirs) {
    double objective = ours.get("objective").asDouble();
    assertEquals(objective, theirs.get("objective").asDouble(), 1e-6 * objective);
  }

  private static void assertCosts(JsonNode run, String... levels) {
    double passes = 1;
    for (String level : levels) {
      double next = run.at("/passesTo/" + level).asDouble();
      assertTrue(next >= passes && next <= run.get("passes").asDouble(), level + ": " + next);
      double seconds = run.at("/secondsTo/" + level).asDouble();
      assertTrue(seconds > 0 && seconds <= run.get("seconds").asDouble(), level + ": " + seconds);
      passes = next;
    }
  }

  /** Every iteration is there, with its objective, its passes and its time. */
  private static void assertDescent(JsonNode run) {
    JsonNode points = run.get("trajectory");
    assertEquals(run.get("steps").asInt() + 2, points.size(), "start, steps, and the model");
    for (int i = 1; i < points.size(); i++) {
      JsonNode before = points.get(i - 1);
      JsonNode point = points.get(i);
      double rounding = 1e-12 * Math.abs(point.get("objective").asDouble());
      assertTrue(
          point.get("objective").asDouble() <= before.get("objective").asDouble() + rounding);
      assertTrue(point.get("passes").asDouble() >= before.get("passes").asDouble());
      assertTrue(point.get("seconds").asDouble() >= before.get("seconds").asDouble());
    }
  }

  private static void assertPage(Path page) throws Exception {
    String html = Files.readString(page);
    assertTrue(html.contains("Chart.js"), "the library is inside");
    assertTrue(html.contains("\"passesTo\""), "the data are inside");
    assertFalse(
        html.matches("(?s).*(src=|<link|@import|sourceMappingURL).*"), "nothing is fetched");
  }

  @Test
  void oneFailureDoesNotLoseTheOthers() throws Exception {
    Path out = folder.resolve("failure");
    CommandLine.Outcome outcome =
        compare(
            out,
            "data.formula=label ~ a + b + c + d",
            "optimizer.c1=1e300",
            "compare.mllib=false",
            "compare.presets=[sgd,lbfgs]");
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode record = record(out);
    JsonNode failed = run(record, "sgd");
    assertEquals("diverged", failed.get("status").asText());
    assertTrue(failed.get("objective").isNull());
    assertTrue(failed.at("/passesTo/1e-2").isNull());
    assertEquals("converged", run(record, "lbfgs").get("status").asText());
    assertEquals(2, record.get("runs").size());
  }

  @Test
  void addsToTheFolderOfATrainingButReplacesNoComparison() throws Exception {
    Path out = folder.resolve("together");
    String formula = "data.formula=label ~ a + b";
    CommandLine.Outcome trained =
        CommandLine.run(
            "train",
            "--quiet",
            "data.path=" + rows,
            formula,
            "out=" + out,
            "stop.maxSteps=5",
            "spark.master=local[2]",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1");
    assertEquals(0, trained.status(), trained.err());
    assertPage(out.resolve("report.html"), "\"gradNorm\"");
    String[] settings = {formula, "compare.mllib=false", "compare.presets=[lbfgs]"};
    assertEquals(0, compare(out, settings).status());
    assertTrue(Files.exists(out.resolve("model/metadata")), "the training's model stays");
    assertTrue(Files.exists(out.resolve("compare.json")));
    CommandLine.Outcome again = compare(out, settings);
    assertEquals(2, again.status());
    assertTrue(again.err().contains("`out` must be new, or `overwrite` true"), again.err());
  }

  @Test
  void dataWithinTheOutputFolderAreRefused() throws Exception {
    Path out = Files.createDirectory(folder.resolve("withData"));
    Path within = Files.copy(rows, out.resolve("rows.csv"));
    Files.writeString(out.resolve("run.json"), "{\"versions\": {\"rllc\": \"1\"}}");
    for (String key : List.of("data.path", "data.test")) {
      CommandLine.Outcome outcome = compare(out, "data.testFraction=0", key + "=" + within);
      assertEquals(2, outcome.status(), outcome.err());
      assertTrue(
          outcome.err().contains("`out` must be a folder without the data in it"), outcome.err());
    }
  }

  private static void assertPage(Path page, String data) throws Exception {
    assertTrue(Files.readString(page).contains(data), page.toString());
  }

  @Test
  void anL1PartIsForOwlqnAlone() {
    CommandLine.Outcome outcome =
        compare(
            folder.resolve("wrong"),
            "compare.presets=[lbfgs,adam]",
            "model.regParam=0.1",
            "model.elasticNetParam=1");
    assertEquals(2, outcome.status(), outcome.err());
    assertTrue(outcome.err().contains("`compare.presets` must be auto, lbfgs or owlqn where"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare.presets=[] | `compare.presets` must be a list of one preset or more, got []",
        "compare.presets=[sgd,sgd] | `compare.presets` must be a list without repetitions, got [sgd, sgd]",
        "compare.presets=[lbfg] | `compare.presets` must be one of",
        "compare.presets=[\"3 + 4\"] | `compare.presets` must be a name with arguments",
        "compare.repetitions=0 | `compare.repetitions` must be at least 1, got 0",
        "compare.optimum=low | `compare.optimum` must be a number, got low",
        "compare.mllib=maybe | `compare.mllib` must be true or false, got maybe",
        "optimizer.c1=0.1 | `optimizer.c1` must be auto where no preset of `compare.presets` takes it, got 0.1"
      })
  void wrongValuesAreNamedInOneLine(String setting, String message) {
    CommandLine.Outcome outcome = compare(folder.resolve("wrong"), setting);
    assertEquals(2, outcome.status(), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains(message), outcome.err());
  }
}
