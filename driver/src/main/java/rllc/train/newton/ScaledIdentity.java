package rllc.train.newton;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Orthant;
import rllc.train.pilot.Pilot;
import rllc.train.pilot.PilotCurvature;

/**
 * B = W^-1 / scale, W a diagonal and the scale that of the last secant pair: L-BFGS in the metric
 * W, the identity for plain L-BFGS. Costs nothing.
 *
 * <p>Where pilots are given up, W_j = (f_j / h_j)^p, with h_j the mean loss's Hessian's diagonal at
 * the run's first point and f_j the share of rows in which the feature is not zero. As h_j / f_j is
 * the mean square of the values of those rows, a feature moves less where its values are large: of
 * features scaled to one deviation, the rare ones. Of the powers 0, 1/8, 1/4 and 1/2 the one is
 * taken that fits the last pairs best ({@link SecantPairs#fit}): on texts and advertisements it is
 * 1/4 or so, and W = I takes up to half as many passes again; on crossed categories it is 0, and
 * 1/4 takes up to two fifths more (docs/benchmarks.md). The diagonal is not that of the present
 * point: rows of rare features are fitted first, and then have no curvature any more.
 */
final class ScaledIdentity implements HessianModel {
  /** Pairs that show which power fits; before there are as many, W = I. */
  static final int PAIRS_THAT_SHOW = 5;

  /** Powers of f / h. */
  private static final double[] POWERS = {0, 0.125, 0.25, 0.5};

  /** One for each power. */
  private final List<double[]> metrics;

  /** Of the last pairs, by their steps: how well each metric fits. A pair is looked at once. */
  private final Map<double[], double[]> fits = new IdentityHashMap<>();

  private ScaledIdentity(List<double[]> metrics) {
    this.metrics = metrics;
  }

  /** W = I. */
  static ScaledIdentity identity(int dimension) {
    return new ScaledIdentity(List.of(ones(dimension)));
  }

  private static double[] ones(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return ones;
  }

  /**
   * W = (f / h)^p, with f taken from a pilot; a feature that it never saw is taken to be in half a
   * row of it. Intercepts have f = 1.
   *
   * @param h diagonal of the mean loss's Hessian
   */
  static ScaledIdentity byShares(Pilot pilot, Coordinates coordinates, double[] h) {
    Moments moments = new Moments(coordinates.features());
    pilot.blocks().forEach(moments::add);
    double[] shares = moments.featureShares();
    double least = 0.5 / Math.max(1, moments.rows());
    int coefficients = shares.length * coordinates.outputs();
    double[] ratios = PilotCurvature.inverse(h);
    for (int i = 0; i < ratios.length; i++) {
      double share = i < coefficients ? shares[i / coordinates.outputs()] : 1;
      ratios[i] *= Math.max(least, share);
    }
    return new ScaledIdentity(Arrays.stream(POWERS).mapToObj(p -> power(ratios, p)).toList());
  }

  private static double[] power(double[] ratios, double p) {
    return Arrays.stream(ratios).map(ratio -> Math.pow(ratio, p)).toArray();
  }

  @Override
  public PassRequest request(int step) {
    return PassRequest.GRADIENT;
  }

  @Override
  public double take(LinearObjective.Survey survey, double[] u) {
    return 0;
  }

  @Override
  public Product solve(double[] u, double[] q, SecantPairs pairs, Orthant orthant) {
    double[] now = metric(pairs);
    double[] scaled = Vectors.times(now, q);
    // Without a pair nothing is known of the scale: a step of length one.
    double scale = pairs.count() == 0 ? 1 / Math.sqrt(Vectors.dot(scaled, q)) : pairs.scale(now);
    return new Product(Arrays.stream(scaled).map(x -> scale * x).toArray(), 0);
  }

  private double[] metric(SecantPairs pairs) {
    if (metrics.size() == 1 || pairs.count() < PAIRS_THAT_SHOW) {
      return metrics.get(0);
    }
    double[] sums = new double[metrics.size()];
    Map<double[], double[]> last = new IdentityHashMap<>();
    for (int pair = pairs.count() - PAIRS_THAT_SHOW; pair < pairs.count(); pair++) {
      double[] known = fits.get(pairs.step(pair));
      double[] fit = known == null ? fits(pairs, pair) : known;
      last.put(pairs.step(pair), fit);
      Vectors.addScaledInto(1, fit, sums);
    }
    fits.clear();
    fits.putAll(last);
    int best = 0;
    for (int i = 1; i < sums.length; i++) {
      best = sums[i] > sums[best] ? i : best;
    }
    return metrics.get(best);
  }

  private double[] fits(SecantPairs pairs, int pair) {
    return metrics.stream().mapToDouble(metric -> pairs.fit(pair, metric)).toArray();
  }

  @Override
  public Optional<Pilot> holdout() {
    return Optional.empty();
  }

  /** As many as fit: they are all that is known of the curvature. */
  @Override
  public int mostPairs(int dimension) {
    return SecantPairs.many(dimension);
  }

  @Override
  public boolean forgets(int step, boolean far) {
    return false;
  }

  @Override
  public double unseen() {
    return 0;
  }
}
