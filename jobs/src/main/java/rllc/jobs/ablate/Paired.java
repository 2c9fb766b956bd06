package rllc.jobs.ablate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.inference.TTest;

/** Means with confidence, and paired comparisons of several. */
final class Paired {
  private static final double CONFIDENCE = 0.95;

  private Paired() {}

  static double mean(double[] values) {
    return new Mean().evaluate(values);
  }

  /** Half the width of the mean's 95 % confidence interval, by Student's t. */
  static double halfWidth(double[] values) {
    int n = values.length;
    double t = new TDistribution(n - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return t * new StandardDeviation().evaluate(values) / Math.sqrt(n);
  }

  /** The p-value of Student's paired test, two-sided; 1 where no pair differs. */
  static double p(double[] a, double[] b) {
    return Arrays.equals(a, b) ? 1 : finite(new TTest().pairedTTest(a, b));
  }

  /** Pairs that all differ by the same number leave no doubt. */
  private static double finite(double p) {
    return Double.isNaN(p) ? 0 : p;
  }

  /** p-values corrected for their number (Holm, 1979), in the same order. */
  static double[] holm(List<Double> p) {
    int m = p.size();
    List<Integer> order =
        IntStream.range(0, m).boxed().sorted(Comparator.comparing(p::get)).toList();
    double[] corrected = new double[m];
    double least = 0;
    for (int rank = 0; rank < m; rank++) {
      int i = order.get(rank);
      least = Math.max(least, Math.min(1, (m - rank) * p.get(i)));
      corrected[i] = least;
    }
    return corrected;
  }
}
