package rllc.spark.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a model of two classes tells them apart, as lines of (x, y).
 *
 * @param roc share of class 0 above a threshold, share of class 1 above it
 * @param precisionRecall share of class 1 above a threshold, share of class 1 among all above it
 * @param calibration of ten groups of rows of rising probability: mean probability, share of class
 *     1
 * @param lift share of all rows, the most probable ones, and how much more often than in all of
 *     them class 1 is found there
 */
public record ClassCurves(
    List<double[]> roc,
    List<double[]> precisionRecall,
    List<double[]> calibration,
    List<double[]> lift) {
  private static final int GROUPS = 10;

  /** The lift of fewer rows is chance. */
  private static final double LEAST_SHARE = 0.01;

  /** Points nearer than this to the last one are not kept. */
  private static final double APART = 1.0 / 256;

  /** Of rows whose labels are 0 and 1; empty lines where one of them is missing. */
  public static ClassCurves of(RowSample rows) {
    double[] total = new double[2];
    IntStream.range(0, rows.size())
        .forEach(i -> total[rows.labels()[i] > 0 ? 1 : 0] += rows.weights()[i]);
    if (!(total[0] > 0 && total[1] > 0)) {
      return new ClassCurves(List.of(), List.of(), List.of(), List.of());
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
    order.sort(Comparator.comparingDouble(i -> -rows.margins()[i]));
    List<double[]> counts = counts(rows, order);
    double all = total[0] + total[1];
    List<double[]> roc = new ArrayList<>(List.of(new double[] {0, 0}));
    List<double[]> precisionRecall = new ArrayList<>();
    List<double[]> lift = new ArrayList<>();
    for (double[] above : counts) {
      double share = (above[0] + above[1]) / all;
      double precision = above[1] / (above[0] + above[1]);
      roc.add(new double[] {above[0] / total[0], above[1] / total[1]});
      precisionRecall.add(new double[] {above[1] / total[1], precision});
      if (share >= LEAST_SHARE) {
        lift.add(new double[] {share, precision * all / total[1]});
      }
    }
    return new ClassCurves(
        thinned(roc), thinned(precisionRecall), calibration(rows, order, all), thinned(lift));
  }

  /** Weights of class 0 and 1 at or above each margin that occurs, from the highest down. */
  private static List<double[]> counts(RowSample rows, List<Integer> order) {
    List<double[]> counts = new ArrayList<>();
    double[] above = new double[2];
    for (int at = 0; at < order.size(); at++) {
      int row = order.get(at);
      above[rows.labels()[row] > 0 ? 1 : 0] += rows.weights()[row];
      boolean last = at + 1 == order.size();
      if (last || rows.margins()[order.get(at + 1)] != rows.margins()[row]) {
        counts.add(above.clone());
      }
    }
    return counts;
  }

  private static List<double[]> calibration(RowSample rows, List<Integer> order, double all) {
    List<double[]> groups = new ArrayList<>();
    double[] sums = new double[3];
    double passed = 0;
    for (int at = order.size() - 1; at >= 0; at--) {
      int row = order.get(at);
      double weight = rows.weights()[row];
      sums[0] += weight;
      sums[1] += weight / (1 + Math.exp(-rows.margins()[row]));
      sums[2] += rows.labels()[row] > 0 ? weight : 0;
      passed += weight;
      if (passed >= all * (groups.size() + 1) / GROUPS || at == 0) {
        groups.add(new double[] {sums[1] / sums[0], sums[2] / sums[0]});
        sums = new double[3];
      }
    }
    return groups;
  }

  private static List<double[]> thinned(List<double[]> line) {
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      double[] last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
      double[] point = line.get(i);
      if (last == null
          || i == line.size() - 1
          || Math.abs(point[0] - last[0]) >= APART
          || Math.abs(point[1] - last[1]) >= APART * Math.max(1, Math.abs(last[1]))) {
        kept.add(point);
      }
    }
    return kept;
  }
}
