package rllc.jobs.scale;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Seconds of a step, and where they went.
 *
 * @param step from one evaluation to the next
 * @param broadcast sending theta out
 * @param schedule an empty job over the same blocks
 * @param kernel all tasks' kernels / tasks at work side by side
 * @param combine the rest of the evaluation: sums on their way to the driver
 * @param driver the driver's own arithmetic
 */
record Timing(
    double step, double broadcast, double schedule, double kernel, double combine, double driver) {
  private static final Map<String, ToDoubleFunction<Timing>> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("broadcast", Timing::broadcast);
    PARTS.put("schedule", Timing::schedule);
    PARTS.put("kernel", Timing::kernel);
    PARTS.put("combine", Timing::combine);
    PARTS.put("driver", Timing::driver);
  }

  /** The median of each number over repetitions. */
  static Timing median(List<Timing> all) {
    return new Timing(
        median(all, Timing::step),
        median(all, Timing::broadcast),
        median(all, Timing::schedule),
        median(all, Timing::kernel),
        median(all, Timing::combine),
        median(all, Timing::driver));
  }

  private static double median(List<Timing> all, ToDoubleFunction<Timing> of) {
    double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The part that has grown most from {@code before}. */
  String grown(Timing before) {
    String most = "";
    double growth = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, ToDoubleFunction<Timing>> part : PARTS.entrySet()) {
      double its = part.getValue().applyAsDouble(this) - part.getValue().applyAsDouble(before);
      most = its > growth ? part.getKey() : most;
      growth = Math.max(growth, its);
    }
    return most;
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", step);
    PARTS.forEach((name, of) -> fields.put(name, of.applyAsDouble(this)));
    return fields;
  }
}
