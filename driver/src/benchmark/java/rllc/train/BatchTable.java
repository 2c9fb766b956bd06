package rllc.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gaps of settings over seeds. Of a group of settings the best counts: the one with the least mean
 * over the seeds at that very number of epochs, so that the tuning knows the result.
 */
final class BatchTable {
  /**
   * @param names of the settings
   * @param seeds gaps by seed, [number of epochs][setting]
   */
  private record Line(List<String> names, Map<Integer, double[][]> seeds) {}

  /** Mean and standard deviation over the seeds of the best setting. */
  record Figure(double mean, double deviation, String setting) {
    @Override
    public String toString() {
      return String.format("%.3g ± %.2g%s", mean, deviation, setting);
    }
  }

  private static final List<String> TUNED = List.of("SGD", "momentum", "Nesterov", "Adam");

  private final int epochs;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  BatchTable(int epochs) {
    this.epochs = epochs;
  }

  /** Adds what one seed has shown. */
  void add(String line, int seed, List<String> names, double[][] gaps) {
    lines.computeIfAbsent(line, any -> new Line(names, new TreeMap<>())).seeds().put(seed, gaps);
  }

  boolean has(String line, int seed) {
    return lines.containsKey(line) && lines.get(line).seeds().containsKey(seed);
  }

  private Figure figure(Line line, int epoch) {
    Figure best = new Figure(Double.POSITIVE_INFINITY, 0, "");
    for (int s = 0; s < line.names().size(); s++) {
      int setting = s;
      double[] gaps = line.seeds().values().stream().mapToDouble(g -> g[epoch][setting]).toArray();
      double mean = Arrays.stream(gaps).average().orElseThrow();
      if (mean < best.mean()) {
        double squares = 0;
        for (double gap : gaps) {
          squares += (gap - mean) * (gap - mean);
        }
        double deviation = Math.sqrt(squares / Math.max(1, gaps.length - 1));
        best = new Figure(mean, deviation, line.names().get(s));
      }
    }
    return best;
  }

  /** Prints a line for each name, and how auto and the law compare with what is tuned. */
  void print() {
    lines.forEach(
        (name, line) -> {
          StringBuilder text = new StringBuilder(String.format("  %-22s", name));
          text.append(String.format(" | %d seeds", line.seeds().size()));
          for (int e = 0; e < epochs; e++) {
            text.append(" | ").append(figure(line, e));
          }
          System.out.println(text);
        });
    for (String kind : new String[] {"last", "averaged"}) {
      ratio("auto", TUNED, kind);
      ratio("auto with the law", TUNED, kind);
      ratio("law, " + kind, List.of("fixed law"), kind);
    }
  }

  private void ratio(String name, List<String> others, String kind) {
    if (!lines.containsKey(name) || !lines.containsKey(others.get(0) + ", " + kind)) {
      return;
    }
    StringBuilder text = new StringBuilder(String.format("  %s / best %s:", name, kind));
    for (int e = 0; e < epochs; e++) {
      double least = Double.POSITIVE_INFINITY;
      for (String other : others) {
        least = Math.min(least, figure(lines.get(other + ", " + kind), e).mean());
      }
      text.append(String.format(" %.2f", figure(lines.get(name), e).mean() / least));
    }
    System.out.println(text);
  }
}
