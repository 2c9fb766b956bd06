package rllc.jobs.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final CostModel TRUTH = new CostModel(0.01, 0.002, 2e-9, 3e-9);

  private static Timing step(double seconds) {
    return new Timing(seconds, 0, 0, seconds, 0, 0);
  }

  private static Map<Point, Timing> measured() {
    Map<Point, Timing> points = new LinkedHashMap<>();
    for (int executors : new int[] {1, 2, 4, 8}) {
      for (int features : new int[] {100, 100_000}) {
        for (long rows : new long[] {10_000, 1_000_000}) {
          Point point = new Point(executors, rows, features, 100);
          double kernel = TRUTH.entry() * point.entries() / executors;
          points.put(point, new Timing(TRUTH.seconds(point), 0, 0, kernel, 0, 0));
        }
      }
    }
    return points;
  }

  @Test
  void theModelFindsTheCostsThatMadeTheTimesAndTellsWhatItHasNotSeen() {
    Scaling scaling = new Scaling(measured());
    CostModel model = scaling.model();
    assertEquals(TRUTH.job(), model.job(), 1e-6);
    assertEquals(TRUTH.level(), model.level(), 1e-6);
    assertEquals(TRUTH.entry(), model.entry(), 1e-12);
    assertEquals(TRUTH.bytes(), model.bytes(), 1e-12);
    List<Map<String, Object>> held = scaling.heldOut(model);
    assertEquals(4, held.size());
    held.forEach(row -> assertTrue((double) row.get("error") < 1e-3, row.toString()));
    assertEquals(12, Scaling.forecast(model).size());
    assertEquals("kernels", model.most(new Point(10, 1_000_000_000L, 100, 100)));
  }

  @Test
  void noCostIsBelowZero() {
    Map<Point, Timing> falling = new LinkedHashMap<>();
    falling.put(new Point(1, 1000, 10, 10), new Timing(3, 0, 0, 1e-5, 0, 0));
    falling.put(new Point(1, 1000, 10_000, 10), new Timing(1, 0, 0, 1e-5, 0, 0));
    CostModel model = CostModel.fit(falling);
    assertEquals(0, model.bytes());
    assertEquals(1e-9, model.entry(), 1e-20);
    assertTrue(model.job() > 1 && model.job() < 3, model.toString());
  }

  @Test
  void efficiencyAndTheEndOfIt() {
    Map<Point, Timing> points = new LinkedHashMap<>();
    points.put(new Point(1, 1000, 10, 10), new Timing(1, 0, 0.1, 0.9, 0, 0));
    points.put(new Point(2, 1000, 10, 10), new Timing(0.6, 0, 0.1, 0.5, 0, 0));
    points.put(new Point(2, 2000, 10, 10), new Timing(1.25, 0, 0.1, 0.9, 0.25, 0));
    points.put(new Point(4, 1000, 10, 10), new Timing(0.58, 0, 0.1, 0.25, 0.23, 0));
    Scaling scaling = new Scaling(points);
    List<Map<String, Object>> rows = scaling.points();
    assertEquals(1 / 1.2, (double) rows.get(1).get("strong"), 1e-12);
    assertEquals(0.8, (double) rows.get(2).get("weak"), 1e-12);
    assertNull(rows.get(2).get("strong"));
    assertEquals(
        List.of(
            "1,000 rows x 10 features: beyond 2 executors more of them do not help; what grows is"
                + " combine"),
        scaling.ends());
  }

  @Test
  void medians() {
    assertEquals(2, Timing.median(List.of(step(1), step(5), step(2))).step());
    assertEquals(1.5, Timing.median(List.of(step(2), step(1))).step());
  }
}
