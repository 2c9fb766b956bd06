package rllc.jobs.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.settings.OptimizerSettings;
import rllc.train.AutoPreset;
import rllc.train.pilot.PilotSchedule;
import rllc.train.rows.RowBudget;

/** What follows from the measured points. */
final class Scaling {
  /** More executors that make a step less than so much shorter do not help. */
  private static final double HELPS = 0.9;

  /** Every fourth point is kept from the fit. */
  private static final int HELD_OUT = 4;

  private static final int[] EXECUTORS = {10, 100, 1000};
  private static final long[] ROWS = {1_000_000_000L, 100_000_000_000L};
  private static final int[] FEATURES = {1_000_000, 100_000_000};
  private static final int FORECAST_NON_ZEROS = 100;

  /** Of a sparse entry: its value and its column. */
  private static final int ENTRY_BYTES = 12;

  private final Map<Point, Timing> measured;

  /**
   * @param measured the median of each point's repetitions, in the order of the settings
   */
  Scaling(Map<Point, Timing> measured) {
    this.measured = new LinkedHashMap<>(measured);
  }

  /** All points, each with its efficiencies; null where there is nothing to compare with. */
  List<Map<String, Object>> points() {
    List<Map<String, Object>> rows = new ArrayList<>();
    measured.forEach(
        (point, timing) -> {
          Map<String, Object> row = fields(point);
          row.put("seconds", timing.fields());
          row.put("strong", efficiency(point, point.with(1, point.rows()), point.executors()));
          row.put("weak", weak(point));
          rows.add(row);
        });
    return rows;
  }

  private Double weak(Point point) {
    return point.rows() % point.executors() == 0
        ? efficiency(point, point.with(1, point.rows() / point.executors()), 1)
        : null;
  }

  private Double efficiency(Point point, Point one, int by) {
    Timing alone = measured.get(one);
    return alone == null ? null : alone.step() / (measured.get(point).step() * by);
  }

  /** Where more executors stop helping, for each size of the data; one sentence each. */
  List<String> ends() {
    List<String> ends = new ArrayList<>();
    for (Point one : measured.keySet()) {
      if (one.executors() == 1) {
        List<Point> line =
            measured.keySet().stream().filter(p -> p.with(1, p.rows()).equals(one)).toList();
        ends.add(
            String.format(
                java.util.Locale.ROOT,
                "%,d rows x %,d features: %s",
                one.rows(),
                one.features(),
                end(line)));
      }
    }
    return ends;
  }

  private String end(List<Point> line) {
    for (int i = 1; i < line.size(); i++) {
      Timing before = measured.get(line.get(i - 1));
      Timing here = measured.get(line.get(i));
      if (here.step() > HELPS * before.step()) {
        return "beyond "
            + line.get(i - 1).executors()
            + " executors more of them do not help; what grows is "
            + here.grown(before);
      }
    }
    return "every executor that was tried helps";
  }

  /** The model of the points that are not held out. */
  CostModel model() {
    Map<Point, Timing> fitted = new LinkedHashMap<>();
    int i = 0;
    for (Map.Entry<Point, Timing> entry : measured.entrySet()) {
      if (!isHeldOut(i++)) {
        fitted.put(entry.getKey(), entry.getValue());
      }
    }
    return CostModel.fit(fitted);
  }

  private boolean isHeldOut(int index) {
    return index % HELD_OUT == HELD_OUT - 1;
  }

  /** What the model says of points that it has not seen. */
  List<Map<String, Object>> heldOut(CostModel model) {
    List<Map<String, Object>> rows = new ArrayList<>();
    int i = 0;
    for (Map.Entry<Point, Timing> entry : measured.entrySet()) {
      if (isHeldOut(i++)) {
        Map<String, Object> row = fields(entry.getKey());
        row.put("measured", entry.getValue().step());
        row.put("model", model.seconds(entry.getKey()));
        row.put("error", model.error(entry.getKey(), entry.getValue()));
        rows.add(row);
      }
    }
    return rows;
  }

  /** Steps that nobody has measured. */
  static List<Map<String, Object>> forecast(CostModel model) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (long n : ROWS) {
      for (int d : FEATURES) {
        for (int executors : EXECUTORS) {
          Point point = new Point(executors, n, d, FORECAST_NON_ZEROS);
          Map<String, Object> row = fields(point);
          row.put("seconds", model.seconds(point));
          row.put("most", model.most(point));
          row.put("executorBytes", ENTRY_BYTES * point.entries() / executors);
          row.put("preset", preset(point));
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** What preset auto would be. A pilot misses a feature with the probability of Poisson's law. */
  private static String preset(Point point) {
    long entries = (long) point.entries();
    double drawn = PilotSchedule.pilotRows(point.rows(), entries);
    double missed = Math.exp(-drawn * point.nonZeros() / point.features());
    AutoPreset.DataProfile data =
        new AutoPreset.DataProfile(
            false,
            false,
            false,
            1,
            point.features(),
            point.rows(),
            entries,
            0,
            RowBudget.warm(point.rows(), entries, 1),
            missed);
    return AutoPreset.choose(
            new OptimizerSettings.Auto(Optional.empty(), OptionalDouble.empty()), data)
        .settings()
        .preset();
  }

  private static Map<String, Object> fields(Point point) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("executors", point.executors());
    row.put("rows", point.rows());
    row.put("features", point.features());
    row.put("nonZeros", point.nonZeros());
    return row;
  }
}
