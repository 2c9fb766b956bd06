package rllc.jobs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LivePageTest {
  @Test
  void aPageIsWrittenEveryFewSecondsWhateverTheSteps() {
    long[] now = {7};
    List<Long> written = new ArrayList<>();
    LivePage page = new LivePage(() -> now[0], () -> written.add(now[0]));
    for (int step = 0; step < 100; step++) {
      now[0] += 300_000_000L;
      page.step(null);
    }
    assertEquals(5, written.size(), written.toString());
    assertEquals(7 + 17 * 300_000_000L, written.get(0));
  }

  @Test
  void aPageOfARunningRunFetchesItselfAnew() {
    assertTrue(
        Page.whileRunning(Map.of(), new ThinnedHistory()).contains("http-equiv=\"refresh\""));
    assertFalse(Page.ofRun(Map.of(), new ThinnedHistory(), Map.of()).contains("\"refresh\""));
  }
}
