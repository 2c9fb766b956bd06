package rllc.train;

import java.util.Arrays;
import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;

/** B = 1 / scale, the scale that of the last secant pair: plain L-BFGS. Costs nothing. */
final class IdentityMiddle implements Middle {
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
    // Without a pair nothing is known of the scale: a step of length one.
    double scale = pairs.count() == 0 ? 1 / Vectors.norm(q) : pairs.scale();
    return new Product(Arrays.stream(q).map(x -> scale * x).toArray(), 0);
  }

  @Override
  public Optional<Pilot> holdout() {
    return Optional.empty();
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
