package rllc.train.newton;

import java.util.List;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Orthant;
import rllc.train.pilot.PilotCurvature;
import rllc.train.pilot.PilotSchedule;
import rllc.train.run.Passes;

/**
 * B = the diagonal of the Hessian, renewed by some passes.
 *
 * @param diagonal penalty included; empty before the first pass
 */
record DiagonalHessian(double[] diagonal) implements CurvatureModel {
  static final DiagonalHessian NONE = new DiagonalHessian(new double[0]);

  @Override
  public PassRequest request(NewtonProblem problem, int step, boolean wantsSample) {
    return PilotSchedule.renewedAt(step) ? new PassRequest(true, List.of()) : PassRequest.GRADIENT;
  }

  @Override
  public HessianModel after(
      NewtonProblem problem,
      LinearObjective.Survey survey,
      double[] u,
      Passes<? extends LinearObjective> passes) {
    if (survey.diagonal() == null) {
      return this;
    }
    double[] sum = survey.diagonal().clone();
    Vectors.addScaledInto(1, problem.objective().penalty().diagonal(sum.length), sum);
    return new DiagonalHessian(sum);
  }

  @Override
  public double[] solve(
      NewtonProblem problem,
      double[] u,
      double[] q,
      SecantPairs pairs,
      Orthant orthant,
      Passes<? extends LinearObjective> passes) {
    return Vectors.times(PilotCurvature.inverse(diagonal), q);
  }

  @Override
  public double[] times(
      NewtonProblem problem, double[] u, double[] v, Passes<? extends LinearObjective> passes) {
    return Vectors.times(diagonal, v);
  }
}
