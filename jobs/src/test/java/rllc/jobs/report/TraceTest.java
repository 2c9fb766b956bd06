package rllc.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rllc.train.objective.StepSeconds;
import rllc.train.report.StepRecord;

class TraceTest {
  private static ThinnedHistory of(int steps) {
    ThinnedHistory trace = new ThinnedHistory();
    for (int step = 0; step < steps; step++) {
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
    return trace;
  }

  @Test
  void aShortRunIsKeptWhole() {
    List<Map<String, Object>> lines = of(100).lines();
    assertEquals(100, lines.size());
    assertEquals(99, lines.get(99).get("step"));
  }

  @Test
  void aLongRunIsThinnedEvenly() {
    List<Map<String, Object>> lines = of(50_000).lines();
    assertTrue(lines.size() > 2000 && lines.size() <= 4000, "" + lines.size());
    int stride = (int) lines.get(1).get("step");
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(i * stride, lines.get(i).get("step"));
    }
  }
}
