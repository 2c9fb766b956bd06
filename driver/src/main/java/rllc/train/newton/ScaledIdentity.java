package rllc.train.newton;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.settings.Tuning;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Orthant;
import rllc.train.run.Passes;

/**
 * B = W^-1 / scale, W a diagonal and the scale that of the last secant pair: L-BFGS in the metric
 * W, the identity for plain L-BFGS. Costs nothing.
 *
 * <p>Without pilots, W_j = sizes_j^(-2p), with sizes_j the root mean square of the values that
 * feature j has in rows that have it: it moves less if they are large, as those of rare features
 * are once they have been scaled to one deviation. Of the powers the one is taken that fits the
 * last pairs best ({@link SecantPairs#fit}). docs/benchmarks.md has what each is worth.
 *
 * @param metrics W for each power
 */
record ScaledIdentity(List<double[]> metrics) implements HessianModel {
  /** p. */
  private static final double[] POWERS = {0, 0.125, 0.25, 0.5};

  /** W = I. */
  static ScaledIdentity identity(int dimension) {
    return new ScaledIdentity(List.of(DoubleStream.generate(() -> 1).limit(dimension).toArray()));
  }

  /**
   * W = sizes^(-2p).
   *
   * @param sizes of u's length; 0 if nothing is known of a feature, which is then left as it is
   */
  static ScaledIdentity bySizes(double[] sizes) {
    return new ScaledIdentity(
        Arrays.stream(POWERS)
            .mapToObj(p -> Arrays.stream(sizes).map(s -> s > 0 ? Math.pow(s, -2 * p) : 1).toArray())
            .toList());
  }

  @Override
  public double[] solve(
      NewtonProblem problem,
      double[] u,
      double[] q,
      SecantPairs pairs,
      Orthant orthant,
      Passes<? extends LinearObjective> passes) {
    double[] metric = metric(pairs);
    double[] scaled = Vectors.times(metric, q);
    // Without a pair nothing is known of the scale: a step of length one.
    double scale = pairs.count() == 0 ? 1 / Math.sqrt(Vectors.dot(scaled, q)) : pairs.scale(metric);
    return Arrays.stream(scaled).map(x -> scale * x).toArray();
  }

  private double[] metric(SecantPairs pairs) {
    if (metrics.size() == 1 || pairs.count() < Tuning.PAIRS_THAT_SHOW.count()) {
      return metrics.get(0);
    }
    double[] best = metrics.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (double[] metric : metrics) {
      double fit = 0;
      for (int pair = pairs.count() - Tuning.PAIRS_THAT_SHOW.count();
          pair < pairs.count();
          pair++) {
        fit += pairs.fit(pair, metric);
      }
      if (fit > most) {
        most = fit;
        best = metric;
      }
    }
    return best;
  }
}
