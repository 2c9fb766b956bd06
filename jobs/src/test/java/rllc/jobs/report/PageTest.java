package rllc.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
      const element = () => ({ append() {}, set textContent(text) { texts.push(text); } });
      globalThis.document =
        { getElementById: () => ({ textContent: scripts[0] }), createElement: element, body: element() };
      globalThis.Chart = class { constructor() { charts++; } };
      new Function(scripts[2])();
      console.log(charts + " charts");
      texts.forEach(text => console.log(text));
      """;

  @TempDir private static Path folder;

  private static List<String> shown(ThinnedHistory trace) throws Exception {
    Map<String, Object> run =
        Map.of(
            "status",
            "target-loss",
            "reason",
            "a reason",
            "data",
            Map.of("rows", 5, "features", 2, "family", "gaussian"),
            "steps",
            0,
            "seconds",
            Map.of("kernel", 1, "combine", 1, "broadcast", 1, "driver", 1));
    Path page = Files.writeString(folder.resolve("page.html"), Page.ofRun(run, trace));
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
    assertEquals("5 charts", shown.get(0));
    assertTrue(!shown.contains(NOTHING), shown.toString());
  }
}
