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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stop.validationFraction} as a user sees it. */
class EarlyStoppingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private static Path folder;
  private static String noise;

  /** A weak signal among many features and few rows: whoever minimises the loss learns noise. */
  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      double signal = random.nextGaussian();
      rows.append(2 * signal + random.nextGaussian() > 0 ? 1 : 0).append(" 1:").append(signal);
      for (int j = 2; j <= 60; j++) {
        rows.append(' ').append(j).append(':').append(random.nextGaussian());
      }
      rows.append('\n');
    }
    noise = Files.writeString(folder.resolve("noise.svm"), rows).toString();
  }

  private static CommandLine.Outcome train(String master, String... settings) {
    List<String> all = new ArrayList<>(List.of("spark.master=" + master));
    all.addAll(List.of(settings));
    return CommandLine.train(all.toArray(String[]::new));
  }

  private static JsonNode record(Path out) throws Exception {
    return JSON.readTree(out.resolve("run.json").toFile());
  }

  private static List<JsonNode> history(Path out) throws Exception {
    List<JsonNode> steps = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("history.jsonl"))) {
      steps.add(JSON.readTree(line));
    }
    return steps;
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "rllc-sgd-momentum(0.9)", "lbfgs"})
  void theBestModelOfTheHistoryIsKept(String preset) throws Exception {
    Path out = folder.resolve("best-" + preset);
    CommandLine.Outcome outcome =
        train(
            "local[2]",
            "data.path=" + noise,
            "optimizer.preset=" + preset,
            "stop.maxSteps=500",
            "stop.tol=0",
            "stop.validationFraction=0.3",
            "stop.patience=3",
            "out=" + out);
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().contains("early-stopped"), outcome.out());
    assertTrue(outcome.out().contains("validation best logLoss"), outcome.out());
    JsonNode run = record(out);
    JsonNode validation = run.get("validation");
    List<JsonNode> steps = history(out);
    int best = validation.get("step").asInt();
    double least =
        steps.stream().mapToDouble(s -> s.get("validation").asDouble()).min().orElseThrow();
    assertEquals(least, validation.get("best").asDouble());
    assertEquals(least, steps.get(best).get("validation").asDouble());
    assertTrue(best > 0 && best < steps.size() - 1, "best step " + best);
    assertEquals(steps.get(best).get("loss"), run.get("objective"));
    assertEquals(steps.get(best).get("gradNorm"), run.get("gradNorm"));
    assertEquals(least, validation.at("/metrics/logLoss").asDouble(), 1e-14);
    assertEquals(run.get("steps").asInt() + 1, validation.get("scored").asInt());
    assertEquals(500, run.at("/data/rows").asInt() + validation.get("rows").asInt());
    String page = Files.readString(out.resolve("report.html"), StandardCharsets.UTF_8);
    assertTrue(page.contains("\"scored\":" + validation.get("scored")));
  }

  @Test
  void theSameBitsOnOneCoreAndOnTwoAndAgain() throws Exception {
    String[] settings = {
      "data.path=" + noise,
      "stop.validationFraction=0.3",
      "stop.metric=auc",
      "data.testFraction=0.1"
    };
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Path again = folder.resolve("again");
    assertEquals(0, train("local[1]", with(settings, "out=" + one)).status());
    assertEquals(0, train("local[2]", with(settings, "out=" + two)).status());
    assertEquals(0, train("local[2]", "--again", one.toString(), "out=" + again).status());
    for (Path other : List.of(two, again)) {
      List<JsonNode> expected = history(one);
      List<JsonNode> steps = history(other);
      assertEquals(expected.size(), steps.size());
      for (int step = 0; step < steps.size(); step++) {
        for (String field : new String[] {"loss", "gradNorm", "passes", "validation"}) {
          assertEquals(expected.get(step).get(field), steps.get(step).get(field), field);
        }
      }
      for (String field : new String[] {"best", "step", "metrics", "rows"}) {
        assertEquals(
            record(one).at("/validation/" + field), record(other).at("/validation/" + field));
      }
    }
    assertEquals("auc", record(one).at("/validation/metric").asText());
    assertEquals(record(one).at("/validation/best"), record(one).at("/validation/metrics/auc"));
  }

  private static String[] with(String[] settings, String more) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @Test
  void whatCannotBeIsOneLine() throws Exception {
    refused(2, "`stop.validationFraction` must be in (0, 1), got 1.0", "stop.validationFraction=1");
    refused(2, "`stop.validationFraction` must be in (0, 1), got 0.0", "stop.validationFraction=0");
    refused(
        2,
        "`stop.patience` must not be set without `stop.validationFraction`, got 3",
        "stop.patience=3");
    refused(
        2,
        "`stop.metric` must not be set without `stop.validationFraction`, got auc",
        "stop.metric=auc");
    refused(
        2,
        "`stop.patience` must be at least 1, got 0",
        "stop.validationFraction=0.5",
        "stop.patience=0");
    refused(
        2,
        "`stop.metric` must be one of auc, logLoss, accuracy for the binomial family, got rmse",
        "stop.validationFraction=0.5",
        "stop.metric=rmse");
    refused(
        2,
        "`stop.metric` must be one of rmse, mae, r2 for the gaussian family, got logLoss",
        "model.family=gaussian",
        "stop.validationFraction=0.5",
        "stop.metric=logLoss");
    refused(
        3,
        "the validation rows of " + noise + ": the data must have at least one row, got none",
        "stop.validationFraction=1e-9");
  }

  @Test
  void validationRowsOfOneClassHaveNoAuc() throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      rows.append(i == 7 ? 1 : 0).append(" 1:").append(i).append('\n');
    }
    String rare = Files.writeString(folder.resolve("rare.svm"), rows).toString();
    String[] settings = {"stop.validationFraction=0.1", "data.path=" + rare, "stop.metric=auc"};
    refused(
        3,
        "the labels of the validation rows must have two values or more for `stop.metric` auc, got"
            + " only 0.0",
        settings);
    settings[2] = "stop.metric=logLoss";
    assertEquals(0, train("local[2]", with(settings, "out=" + folder.resolve("rare"))).status());
  }

  private static void refused(int status, String message, String... settings) {
    Path out = folder.resolve("refused");
    List<String> all = new ArrayList<>(List.of("data.path=" + noise));
    all.addAll(List.of(settings));
    all.add("out=" + out);
    CommandLine.Outcome outcome = train("local[2]", all.toArray(String[]::new));
    assertEquals("rllc: " + message, outcome.err().strip());
    assertEquals(status, outcome.status());
    assertFalse(Files.exists(out), "nothing may be written: " + message);
  }

  @Test
  void aComparisonSeeksTheOptimum() {
    CommandLine.Outcome outcome =
        CommandLine.run(
            "compare", "data.path=" + noise, "stop.validationFraction=0.2", "out=" + folder);
    assertEquals(2, outcome.status());
    assertEquals(
        "rllc: `stop.validationFraction` must not be set for compare, where all seek one optimum,"
            + " got 0.2",
        outcome.err().strip());
  }
}
