package rllc.train.newton;

import java.util.List;
import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Orthant;
import rllc.train.pilot.Pilot;
import rllc.train.pilot.PilotCurvature;

/** B = the diagonal of the Hessian, brought anew by some passes. */
public final class DiagonalHessian implements HessianModel, PassMetric {
  private final double[] penalty;
  private double[] diagonal;
  private double[] inverse;

  public DiagonalHessian(LinearObjective objective) {
    this.penalty = objective.penalty().diagonal(objective.dimension());
  }

  @Override
  public PassRequest request(int step) {
    return PilotHessian.renewedAt(step) ? new PassRequest(true, List.of()) : PassRequest.GRADIENT;
  }

  @Override
  public double take(LinearObjective.Survey survey, double[] u) {
    if (survey.diagonal() != null) {
      diagonal = survey.diagonal().clone();
      for (int i = 0; i < diagonal.length; i++) {
        diagonal[i] += penalty[i];
      }
      inverse = PilotCurvature.inverse(diagonal);
    }
    return 0;
  }

  @Override
  public Product solve(double[] u, double[] q, SecantPairs pairs, Orthant orthant) {
    return new Product(Vectors.times(inverse, q), 0);
  }

  @Override
  public Product times(double[] u, double[] v) {
    return new Product(Vectors.times(diagonal, v), 0);
  }

  @Override
  public Optional<Pilot> holdout() {
    return Optional.empty();
  }

  @Override
  public boolean forgets(int step, boolean far) {
    return far && PilotHessian.renewedAt(step);
  }

  @Override
  public double unseen() {
    return 0;
  }
}
