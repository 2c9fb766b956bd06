package rllc.train.batch;

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

  static final String ALONE = "small steps";

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

  /**
   * The last number of epochs, as a place, at which the first seed shows a setting at no more than
   * {@code factor} times the least gap of all tuned methods, at the last point or averaged; -1
   * where there is none.
   *
   * @param kinds ends of the names of lines
   */
  int contends(String method, String[] kinds, int setting, double factor) {
    double[][] least = least(kinds, 1);
    int last = -1;
    for (int k = 0; k < kinds.length; k++) {
      String line = method + ", " + kinds[k];
      if (!has(line, 1)) {
        throw new IllegalStateException("`follow` needs the gaps of seed 1, missing: " + line);
      }
      double[][] gaps = lines.get(line).seeds().get(1);
      for (int e = 0; e < epochs; e++) {
        if (gaps[e][setting] <= factor * least[k][e]) {
          last = Math.max(last, e);
        }
      }
    }
    return last;
  }

  /** The least gaps of all tuned methods so far, by the kind and the number of epochs. */
  double[][] least(String[] kinds, int seed) {
    double[][] least = new double[kinds.length][epochs];
    for (int k = 0; k < kinds.length; k++) {
      Arrays.fill(least[k], Double.POSITIVE_INFINITY);
      for (String method : TUNED) {
        String line = method + ", " + kinds[k];
        for (int e = 0; e < epochs && has(line, seed); e++) {
          double[] gaps = lines.get(line).seeds().get(seed)[e];
          least[k][e] = Math.min(least[k][e], Arrays.stream(gaps).min().orElseThrow());
        }
      }
    }
    return least;
  }

  private double best(List<String> methods, String kind, int epoch) {
    return methods.stream()
        .map(method -> lines.get(method + ", " + kind))
        .mapToDouble(line -> line == null ? Double.POSITIVE_INFINITY : figure(line, epoch).mean())
        .min()
        .orElseThrow();
  }

  private static double[] gaps(Line line, int epoch, int setting) {
    return line.seeds().values().stream().mapToDouble(g -> g[epoch][setting]).toArray();
  }

  private Figure figure(Line line, int epoch) {
    Figure best = new Figure(Double.POSITIVE_INFINITY, 0, "");
    for (int s = 0; s < line.names().size(); s++) {
      double[] gaps = gaps(line, epoch, s);
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
      ratio(ALONE, TUNED, kind);
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
      double least = best(others, kind, e);
      text.append(String.format(" %.2f", figure(lines.get(name), e).mean() / least));
    }
    System.out.println(text);
  }
}
