package rllc.train;

import java.util.List;
import java.util.Optional;
import rllc.optim.SecantPairs;

/** B = the diagonal of the Hessian, brought anew by some passes. */
final class DiagonalMiddle implements Middle {
  private final double[] penalty;
  private double[] inverse;

  DiagonalMiddle(LinearObjective objective) {
    this.penalty = objective.penalty().diagonal(objective.dimension());
  }

  @Override
  public PassRequest request(int step) {
    return PilotMiddle.renewedAt(step) ? new PassRequest(true, List.of()) : PassRequest.GRADIENT;
  }

  @Override
  public double take(LinearObjective.Survey survey, double[] u) {
    if (survey.diagonal() != null) {
      double[] diagonal = survey.diagonal().clone();
      for (int i = 0; i < diagonal.length; i++) {
        diagonal[i] += penalty[i];
      }
      inverse = PilotCurvature.inverse(diagonal);
    }
    return 0;
  }

  @Override
  public Product solve(double[] u, double[] q, SecantPairs pairs) {
    double[] product = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      product[i] = inverse[i] * q[i];
    }
    return new Product(product, 0);
  }

  @Override
  public Optional<Pilot> holdout() {
    return Optional.empty();
  }

  @Override
  public boolean forgets(int step, boolean far) {
    return far && PilotMiddle.renewedAt(step);
  }

  @Override
  public double unseen() {
    return 0;
  }
}
