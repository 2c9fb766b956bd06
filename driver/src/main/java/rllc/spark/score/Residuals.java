package rllc.spark.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a regression leaves.
 *
 * @param points prediction and residual, label - prediction, of some rows
 * @param histogram middle of a range of residuals, and the share of the weight in it; what lies
 *     beyond four deviations counts to the outer ranges
 */
public record Residuals(List<double[]> points, List<double[]> histogram) {
  private static final int MOST_POINTS = 1000;
  private static final int RANGES = 33;
  private static final double WIDE = 4;

  /** Of rows of a regression; the points are evenly drawn from them. */
  public static Residuals of(RowSample rows) {
    double[] residuals = new double[rows.size()];
    Arrays.setAll(residuals, i -> rows.labels()[i] - rows.margins()[i]);
    List<double[]> points = new ArrayList<>();
    int stride = 1 + (rows.size() - 1) / MOST_POINTS;
    for (int i = 0; i < residuals.length; i += stride) {
      points.add(new double[] {rows.margins()[i], residuals[i]});
    }
    return new Residuals(points, histogram(residuals, rows.weights()));
  }

  private static List<double[]> histogram(double[] residuals, double[] weights) {
    double total = Arrays.stream(weights).sum();
    double squares = 0;
    for (int i = 0; i < residuals.length; i++) {
      squares += weights[i] * residuals[i] * residuals[i];
    }
    double width = 2 * WIDE * Math.sqrt(squares / total) / RANGES;
    if (!(width > 0)) {
      return List.of();
    }
    double[] sums = new double[RANGES];
    for (int i = 0; i < residuals.length; i++) {
      long range = Math.round(residuals[i] / width) + RANGES / 2;
      sums[(int) Math.max(0, Math.min(RANGES - 1, range))] += weights[i] / total;
    }
    List<double[]> ranges = new ArrayList<>();
    for (int r = 0; r < RANGES; r++) {
      ranges.add(new double[] {(r - RANGES / 2) * width, sums[r]});
    }
    return ranges;
  }
}
