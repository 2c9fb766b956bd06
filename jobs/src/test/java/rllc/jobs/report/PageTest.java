package rllc.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rllc.train.objective.StepSeconds;
import rllc.train.report.StepRecord;

/** What the pages' scripts draw, where there is a Node.js to run them. */
class PageTest {
  private static final String NOTHING = "No step was recorded: there is nothing to draw.";

  /** A document that notes texts and counts charts. */
  private static final String BROWSER =
      """
      const html = require("fs").readFileSync(process.argv[1], "utf8");
      const scripts = [...html.matchAll(/<script[^>]*>([\\s\\S]*?)<\\/script>/g)].map(found => found[1]);
      const texts = [];
      let charts = 0;
      const element = () => ({ append() {}, style: {}, set textContent(text) { texts.push(text); } });
      globalThis.document =
        { getElementById: () => ({ textContent: scripts[0] }), createElement: element, body: element() };
      globalThis.Chart = class { constructor() { charts++; } static defaults = {}; };
      globalThis.matchMedia = () => ({ matches: false, addEventListener() {} });
      globalThis.addEventListener = () => {};
      new Function(scripts[2])();
      console.log(charts + " charts");
      texts.forEach(text => console.log(text));
      """;

  @TempDir private static Path folder;

  private static List<String> shown(ThinnedHistory trace) throws Exception {
    return shown(trace, Map.of(), Map.of());
  }

  private static List<String> shown(
      ThinnedHistory trace, Map<String, Object> more, Map<String, Object> facts) throws Exception {
    Map<String, Object> run = new HashMap<>(more);
    run.put("status", "target-loss");
    run.put("reason", "a reason");
    run.put(
        "data", Map.of("rows", 5, "features", 2, "family", "gaussian", "labels", List.of(7, 8)));
    run.put("steps", 0);
    run.put("seconds", Map.of("kernel", 1, "combine", 1, "broadcast", 1, "driver", 1));
    Path page = Files.writeString(folder.resolve("page.html"), Page.ofRun(run, trace, facts));
    Process node;
    try {
      node = new ProcessBuilder("node", "-e", BROWSER, "" + page).redirectErrorStream(true).start();
    } catch (IOException e) {
      return abort("there is no Node.js here: " + e.getMessage());
    }
    String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, node.waitFor(), out);
    return out.lines().toList();
  }

  @Test
  void aRunWithoutStepsHasASentenceInThePlaceOfCharts() throws Exception {
    List<String> shown = shown(new ThinnedHistory());
    assertEquals("0 charts", shown.get(0));
    assertTrue(shown.contains(NOTHING), shown.toString());
  }

  @Test
  void aRunWithStepsHasCharts() throws Exception {
    ThinnedHistory trace = new ThinnedHistory();
    for (int step = 0; step < 3; step++) {
      trace.step(
          new StepRecord(
              step,
              step + 1,
              1.0 / (step + 1),
              1,
              1,
              new double[] {1},
              1,
              5,
              StepSeconds.ZERO,
              0,
              Double.NaN));
    }
    List<String> shown = shown(trace);
    assertEquals("7 charts", shown.get(0));
    assertTrue(!shown.contains(NOTHING), shown.toString());
  }

  @Test
  void aPathHasChartsAndATable() throws Exception {
    Map<String, Object> strong =
        Map.of("regParam", 0.1, "nonZeros", 0, "passes", 2, "objective", 0.7, "score", 0.6);
    Map<String, Object> weak =
        Map.of("regParam", 0.01, "nonZeros", 3, "passes", 2, "objective", 0.6, "score", 0.5);
    Map<String, Object> path = new HashMap<>();
    path.put("penalties", List.of(strong, weak));
    path.put("regParam", 0.01);
    path.put("pick", "best");
    path.put("metric", "logLoss");
    path.put("passes", 4.0);
    path.put("passesOfFolds", 16.0);
    Map<String, Object> line = new HashMap<>();
    line.put("feature", "feature 7");
    line.put("class", null);
    line.put("values", List.of(0, 2));
    List<String> shown =
        shown(new ThinnedHistory(), Map.of("path", path), Map.of("path", List.of(line)));
    assertEquals("3 charts", shown.get(0));
    assertTrue(
        shown.contains("2 penalties, 20 passes; regParam 0.01 is picked: the best score."),
        shown.toString());
    assertTrue(shown.contains("picked"), shown.toString());
  }

  @Test
  void aModelHasItsLinesCoefficientsAndFeatures() throws Exception {
    List<double[]> line = List.of(new double[] {0, 0}, new double[] {1, 1});
    Map<String, Object> facts = new HashMap<>();
    List.of("roc", "precisionRecall", "calibration", "lift").forEach(name -> facts.put(name, line));
    facts.put("judged", "test");
    facts.put("nonZero", 1);
    facts.put("intercepts", List.of(0.5));
    facts.put(
        "coefficients",
        List.of(Map.of("name", "feature 0 (x)", "coefficient", 2, "standardised", -4)));
    Map<String, Object> feature =
        Map.of("name", "z", "mean", 1, "deviation", 0, "share", 1, "warning", "constant");
    facts.put(
        "features",
        Map.of("warnings", Map.of("constant", 1), "warned", List.of(feature), "first", List.of()));
    Map<String, Object> run = new HashMap<>();
    run.put("train", Map.of("auc", 0.75));
    run.put("settings", Map.of("model", Map.of("regParam", 0.25), "out", "here"));
    run.put(
        "diagnosis",
        List.of(
            Map.of(
                "sign",
                "overfitting",
                "finding",
                "seen",
                "quantity",
                "q",
                "value",
                1,
                "setting",
                "model.regParam",
                "remedy",
                "3")));
    List<String> shown = shown(new ThinnedHistory(), run, facts);
    assertEquals("4 charts", shown.get(0));
    for (String text :
        List.of("overfitting", "model.regParam=3", "feature 0 (x)", "1 constant.", "0.25")) {
      assertTrue(shown.contains(text), text + " of " + shown);
    }
    int changed = shown.indexOf("model.regParam");
    assertTrue(changed >= 0 && changed < shown.indexOf("All settings"), shown.toString());
    Map<String, Object> several =
        Map.of("judged", "training", "confusions", new double[][] {{3, 1}, {0, 4}});
    shown = shown(new ThinnedHistory(), run, several);
    assertTrue(shown.containsAll(List.of("7", "8", "0.75")), shown.toString());
  }
}
