package rllc.jobs.scale;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Seconds of a step as a sum of four costs, none below 0: a job's latency, another for each level
 * of the tree of sums, the kernels' work and the vectors' bytes.
 *
 * @param job seconds
 * @param level seconds for each level, log2 of the executors
 * @param entry seconds of one core for one stored entry
 * @param bytes seconds for a byte of a vector that goes to or comes from an executor
 */
record CostModel(double job, double level, double entry, double bytes) {
  private static final int PARTS = 4;

  /** Which of them is the kernels'. */
  private static final int KERNELS = 2;

  private static final int SWEEPS = 20_000;
  private static final int NUMBER = 8;

  /**
   * Least squares of relative errors, by descent along one cost after the other. The kernels' cost
   * comes from their own seconds, which are clearer than their part of a step.
   */
  static CostModel fit(Map<Point, Timing> measured) {
    double[][] gram = new double[PARTS][PARTS];
    double[] right = new double[PARTS];
    measured.forEach(
        (point, timing) -> {
          double[] x = parts(point);
          for (int i = 0; i < PARTS; i++) {
            right[i] += x[i] / timing.step();
            for (int j = 0; j < PARTS; j++) {
              gram[i][j] += x[i] * x[j] / (timing.step() * timing.step());
            }
          }
        });
    double[] cost = new double[PARTS];
    cost[KERNELS] = entryCost(measured);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < PARTS; i++) {
        double rest = right[i];
        for (int j = 0; j < PARTS; j++) {
          rest -= j == i ? 0 : gram[i][j] * cost[j];
        }
        boolean known = i == KERNELS || gram[i][i] == 0;
        cost[i] = known ? cost[i] : Math.max(0, rest / gram[i][i]);
      }
    }
    return new CostModel(cost[0], cost[1], cost[2], cost[3]);
  }

  private static double entryCost(Map<Point, Timing> measured) {
    double squares = 0;
    double products = 0;
    for (Map.Entry<Point, Timing> entry : measured.entrySet()) {
      double relative = parts(entry.getKey())[KERNELS] / entry.getValue().kernel();
      squares += relative * relative;
      products += relative;
    }
    return products / squares;
  }

  private static double[] parts(Point point) {
    return new double[] {1, levels(point), point.entries() / point.executors(), vectorBytes(point)};
  }

  private static double levels(Point point) {
    return Math.ceil(Math.log(point.executors()) / Math.log(2));
  }

  /** One vector out to the executors and one back, level by level. */
  private static double vectorBytes(Point point) {
    return 2.0 * NUMBER * point.features() * (1 + levels(point));
  }

  double seconds(Point point) {
    double[] x = parts(point);
    double[] cost = {job, level, entry, bytes};
    double sum = 0;
    for (int i = 0; i < PARTS; i++) {
      sum += x[i] * cost[i];
    }
    return sum;
  }

  /** Which of the costs is the largest at {@code point}. */
  String most(Point point) {
    double[] x = parts(point);
    double[] shares = {x[0] * job, x[1] * level, x[2] * entry, x[3] * bytes};
    double most = Arrays.stream(shares).max().orElseThrow();
    List<String> names = List.of("latency of the job", "levels of the tree", "kernels", "vectors");
    return names.get(Arrays.stream(shares).boxed().toList().indexOf(most));
  }

  /** |model - measured| / measured. */
  double error(Point point, Timing timing) {
    return Math.abs(seconds(point) - timing.step()) / timing.step();
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("job", job);
    fields.put("level", level);
    fields.put("entry", entry);
    fields.put("byte", bytes);
    return fields;
  }
}
