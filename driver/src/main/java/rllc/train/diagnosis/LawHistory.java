package rllc.train.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import rllc.optim.Vectors;
import rllc.train.report.StepRecord;

/**
 * A run's history in four numbers.
 *
 * @param steps looked at
 * @param moves how far the law moves in a step, |L' - L| / |L|: the median of the run's second
 *     half; 0 without a law
 * @param rises the share of steps that raised the loss
 * @param gradientLeft the last gradient norm / the first
 * @param first what the first step's loss shows of its length: c1 times the curvature along the
 *     gradient, 2 (1 - (f_0 - f_1) / (g.s)) with s the step; exact on a quadratic, above 2 where
 *     the loss rises. NaN without a step
 */
record LawHistory(int steps, double moves, double rises, double gradientLeft, double first) {
  static LawHistory of(List<StepRecord> steps) {
    int n = steps.size() - 1;
    if (n < 1) {
      return new LawHistory(0, 0, 0, 1, Double.NaN);
    }
    double[] moves = new double[n];
    int rises = 0;
    for (int i = 0; i < n; i++) {
      moves[i] = move(steps.get(i), steps.get(i + 1));
      rises += steps.get(i + 1).loss() <= steps.get(i).loss() ? 0 : 1;
    }
    return new LawHistory(
        n,
        median(Arrays.copyOfRange(moves, n / 2, n)),
        (double) rises / n,
        steps.get(n).gradNorm() / steps.get(0).gradNorm(),
        first(steps.get(0), steps.get(1)));
  }

  private static double move(StepRecord from, StepRecord to) {
    double[] law = from.law();
    if (law.length == 0 || to.law().length != law.length) {
      return 0;
    }
    // Of a thinned history a record stands for several steps.
    int apart = Math.max(1, to.step() - from.step());
    return Vectors.distance(to.law(), law) / Vectors.norm(law) / apart;
  }

  private static double first(StepRecord step, StepRecord next) {
    double promised = step.gradNorm() * step.stepNorm();
    return 2 * (1 - (step.loss() - next.loss()) / promised);
  }

  private static double median(double[] values) {
    List<Double> sorted = new ArrayList<>();
    Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().forEach(sorted::add);
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
