package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A path of penalties as a user sees it. */
class PathCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private static Path folder;
  private static String noise;

  /** Few rows, and features of which one tells something: a strong penalty is best. */
  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 800; i++) {
      double signal = random.nextGaussian();
      rows.append(2 * signal + random.nextGaussian() > 0 ? 1 : 0).append(" 1:").append(signal);
      for (int j = 2; j <= 40; j++) {
        rows.append(' ').append(j).append(':').append(random.nextGaussian());
      }
      rows.append('\n');
    }
    noise = Files.writeString(folder.resolve("noise.svm"), rows).toString();
  }

  private static CommandLine.Outcome train(Path out, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of("data.path=" + noise, "out=" + out, "model.regParam=path(1, 1e-4, 12)"));
    all.addAll(List.of(settings));
    return CommandLine.train(all.toArray(String[]::new));
  }

  private static JsonNode run(Path out) throws Exception {
    return JSON.readTree(out.resolve("run.json").toFile());
  }

  private static JsonNode pickedRow(JsonNode run) {
    for (JsonNode row : run.at("/path/penalties")) {
      if (row.get("regParam").equals(run.at("/path/regParam"))) {
        return row;
      }
    }
    throw new AssertionError("no penalty is picked: " + run.get("path"));
  }

  @Test
  void rowsHeldOutPickTheBest() throws Exception {
    Path out = folder.resolve("held");
    CommandLine.Outcome outcome =
        train(out, "model.elasticNetParam=1", "stop.validationFraction=0.3", "stop.metric=auc");
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode run = run(out);
    JsonNode rows = run.at("/path/penalties");
    assertEquals(12, rows.size());
    assertEquals(1, rows.get(0).get("regParam").asDouble());
    assertEquals(1e-4, rows.get(11).get("regParam").asDouble());
    assertEquals(0, rows.get(0).get("nonZeros").asInt());
    assertTrue(rows.get(11).get("nonZeros").asInt() > 30, rows.toString());
    JsonNode picked = pickedRow(run);
    for (JsonNode row : rows) {
      assertTrue(row.get("score").asDouble() <= picked.get("score").asDouble(), rows.toString());
      assertTrue(row.get("standardError").asDouble() > 0 || row.get("nonZeros").asInt() == 0);
    }
    assertEquals("auc", run.at("/path/metric").asText());
    assertEquals(picked.get("objective"), run.get("objective"));
    assertEquals("converged", run.get("status").asText());
    assertTrue(outcome.out().contains("of 12, best by auc"), outcome.out());
    assertTrue(Files.exists(out.resolve("model/metadata")), "the model");
    JsonNode file = JSON.readTree(out.resolve("path.json").toFile());
    assertEquals(rows, file.get("penalties"));
    assertEquals("feature 0", file.at("/coefficients/0/feature").asText());
    assertEquals(12, file.at("/coefficients/0/values").size());
    String page = Files.readString(out.resolve("report.html"), StandardCharsets.UTF_8);
    assertTrue(page.contains("\"feature\":\"feature 0\""));
    assertEquals(run.get("steps").asInt(), Files.readAllLines(out.resolve("history.jsonl")).size());
  }

  @Test
  void foldsPickTheStrongestWithinOneErrorAndTheModelHasLearntAllRows() throws Exception {
    String[] settings = {"model.folds=3", "model.pick=oneStandardError"};
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Path again = folder.resolve("again");
    assertEquals(0, train(one, with(settings, "spark.master=local[1]")).status());
    CommandLine.Outcome outcome = train(two, settings);
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals(0, CommandLine.train("--again", two.toString(), "out=" + again).status());
    JsonNode run = run(two);
    for (Path other : List.of(one, again)) {
      assertEquals(run.get("path"), run(other).get("path"));
      assertEquals(run.get("train"), run(other).get("train"));
    }
    assertEquals(800, run.at("/data/rows").asInt());
    JsonNode best = null;
    for (JsonNode row : run.at("/path/penalties")) {
      best =
          best == null || row.get("score").asDouble() < best.get("score").asDouble() ? row : best;
    }
    double bound = best.get("score").asDouble() + best.get("standardError").asDouble();
    JsonNode picked = pickedRow(run);
    assertTrue(picked.get("score").asDouble() <= bound);
    for (JsonNode row : run.at("/path/penalties")) {
      if (row.get("regParam").asDouble() > picked.get("regParam").asDouble()) {
        assertTrue(row.get("score").asDouble() > bound, "stronger, and within: " + row);
      }
    }
    assertTrue(
        picked.get("regParam").asDouble() > best.get("regParam").asDouble(), "a rule that shows");
    Path alone = folder.resolve("alone");
    String regParam = "model.regParam=" + picked.get("regParam").asDouble();
    assertEquals(0, CommandLine.train("data.path=" + noise, regParam, "out=" + alone).status());
    double objective = run(alone).get("objective").asDouble();
    assertEquals(objective, run.get("objective").asDouble(), 1e-6 * objective);
    assertTrue(run.at("/path/passesOfFolds").asDouble() > 0);
  }

  private static String[] with(String[] settings, String more) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @Test
  void whatCannotBeIsOneLine() {
    String neither =
        "`model.folds` or `stop.validationFraction` must be set with a path of penalties";
    refused(neither + ", got neither");
    refused(neither + ", got both", "model.folds=3", "stop.validationFraction=0.2");
    refused("`model.folds` must be from 2 to 100, got 1", "model.folds=1");
    refused("`model.folds` must be a whole number, got 2.5", "model.folds=2.5");
    refused(
        "`model.pick` must be one of best, oneStandardError, got worst",
        "model.folds=3",
        "model.pick=worst");
    refused(
        "`stop.patience` must not be set with a path of penalties, got 3",
        "model.folds=3",
        "stop.patience=3");
    refused(
        "`checkpoint.everySteps` must not be set with a path of penalties, which is not resumed, got 3",
        "model.folds=3",
        "checkpoint.everySteps=3");
    for (String path :
        new String[] {
          "path(1, 2, 3)", "path(1, 0, 3)", "path(1, 0.1, 1)", "path(1)", "path(a, b, c)"
        }) {
      refused(
          "`model.regParam` must be a number or path(strongest, weakest, count) with strongest above"
              + " weakest above 0 and a count from 2 to 1000, got "
              + path,
          "model.folds=3",
          "model.regParam=" + path);
    }
    refused(
        "`model.folds` must not be set without a path of penalties, got 3",
        "model.folds=3",
        "model.regParam=0.1");
    refused(
        "`stop.metric` must be one of rmse, mae, r2 for the gaussian family, got auc",
        "model.folds=3",
        "model.family=gaussian",
        "stop.metric=auc");
  }

  private static void refused(String message, String... settings) {
    Path out = folder.resolve("refused");
    CommandLine.Outcome outcome = train(out, settings);
    assertEquals("rllc: " + message, outcome.err().strip());
    assertEquals(2, outcome.status());
    assertFalse(Files.exists(out), "nothing may be written: " + message);
  }

  @Test
  void noPathIsResumed() throws Exception {
    Path out = folder.resolve("whole");
    assertEquals(0, train(out, "model.folds=2", "stop.tol=1e-2").status());
    CommandLine.Outcome outcome = CommandLine.train("--resume", out.toString());
    assertEquals(2, outcome.status());
    CommandLine.assertOneLine(
        "`--resume` must name a run of one penalty, for no path of penalties is resumed, got "
            + out,
        outcome);
  }
}
