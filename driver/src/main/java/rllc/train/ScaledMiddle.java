package rllc.train;

import java.util.Arrays;
import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.shard.Moments;

/**
 * B = W^-1 / scale, W a fixed diagonal and the scale that of the last secant pair: L-BFGS in the
 * metric W, the identity for plain L-BFGS. Costs nothing.
 *
 * <p>Where the first pilot is blind, W_j = (f_j / h_j)^(1/4), with h_j the mean loss's Hessian's
 * diagonal at the run's first point and f_j the share of rows in which the feature is not zero. As
 * h_j / f_j is the mean square of the values of those rows, a feature moves less where its values
 * are large: of features scaled to one deviation, the rare ones. Measured (docs/benchmarks.md): the
 * square root in place of the fourth makes first steps too small, W = I needs up to half as many
 * passes again. The diagonal is not that of the present point: rows of rare features are fitted
 * first, and then have no curvature any more. The first steps are plain L-BFGS's, W = I: with a
 * metric they took a quarter more passes to a gap of 1e-2 on flights with rare routes.
 */
final class ScaledMiddle implements Middle {
  /** Pairs that the metric waits for. */
  static final int PAIRS_BEFORE = 5;

  private final double[] identity;
  private final double[] metric;

  private ScaledMiddle(double[] metric) {
    this.identity = ones(metric.length);
    this.metric = metric;
  }

  /** W = I. */
  static ScaledMiddle identity(int dimension) {
    return new ScaledMiddle(ones(dimension));
  }

  private static double[] ones(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return ones;
  }

  /**
   * W = (f / h)^(1/4), with f taken from a pilot; a feature that it never saw is taken to be in
   * half a row of it. Intercepts have f = 1.
   *
   * @param h diagonal of the mean loss's Hessian
   */
  static ScaledMiddle byShares(Pilot pilot, Coordinates coordinates, double[] h) {
    Moments moments = new Moments(coordinates.features());
    pilot.blocks().forEach(moments::add);
    double[] shares = moments.featureShares();
    double least = 0.5 / Math.max(1, moments.rows());
    int coefficients = shares.length * coordinates.outputs();
    double[] metric = PilotCurvature.inverse(h);
    for (int i = 0; i < metric.length; i++) {
      double share = i < coefficients ? shares[i / coordinates.outputs()] : 1;
      metric[i] = Math.sqrt(Math.sqrt(metric[i] * Math.max(least, share)));
    }
    return new ScaledMiddle(metric);
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
  public Product solve(double[] u, double[] q, SecantPairs pairs) {
    double[] now = pairs.count() < PAIRS_BEFORE ? identity : metric;
    double[] scaled = Vectors.times(now, q);
    // Without a pair nothing is known of the scale: a step of length one.
    double scale = pairs.count() == 0 ? 1 / Math.sqrt(Vectors.dot(scaled, q)) : pairs.scale(now);
    return new Product(Arrays.stream(scaled).map(x -> scale * x).toArray(), 0);
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
