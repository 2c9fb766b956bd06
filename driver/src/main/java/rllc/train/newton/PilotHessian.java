package rllc.train.newton;

import java.util.List;
import rllc.optim.ConjugateGradients;
import rllc.optim.SecantPairs;
import rllc.settings.Tuning;
import rllc.shard.Block;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Orthant;
import rllc.train.pilot.Pilot;
import rllc.train.pilot.PilotCurvature;
import rllc.train.pilot.PilotSchedule;
import rllc.train.run.Passes;

/**
 * B = the curvature of a sub-sample of rows, the pilot, renewed as the curvature moves: sub-sampled
 * Newton-CG (Byrd, Chin, Neveitt and Nocedal, SIAM J. Optim. 21, 2011), rows drawn by curvature and
 * norm (Xu, Yang, Roosta, Re and Mahoney, NeurIPS 2016).
 *
 * @param rows the pilot's, weighted by importance; none before the first pass
 * @param curvature what B is beside them
 * @param meanScore of the last draw, which the next one's shares are relative to
 * @param firstDiagonal of the mean loss's Hessian at the run's first point
 * @param drawn pilots so far
 */
record PilotHessian(
    List<Block> rows, PilotCurvature curvature, double meanScore, double[] firstDiagonal, int drawn)
    implements CurvatureModel {
  static final PilotHessian NONE =
      new PilotHessian(List.of(), PilotCurvature.NONE, Double.POSITIVE_INFINITY, new double[0], 0);

  @Override
  public PassRequest request(NewtonProblem problem, int step, boolean wantsSample) {
    return PilotSchedule.renewedAt(step)
        ? problem.schedule().request(step, meanScore, wantsSample)
        : PassRequest.GRADIENT;
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
    LinearObjective objective = problem.objective();
    double[] first = drawn == 0 ? survey.diagonal() : firstDiagonal;
    Pilot pilot = Pilot.of(objective, survey.samples()[0]);
    passes.count(pilot.passes());
    PilotCurvature its =
        PilotCurvature.of(
            pilot,
            u,
            objective.penalty().diagonal(u.length),
            survey.diagonal(),
            first,
            drawn + 1 > Tuning.PILOT_FIRST.count());
    double mean = problem.schedule().meanScore(pilot, u);
    return new PilotHessian(pilot.blocks(), its, mean, first, drawn + 1);
  }

  @Override
  public double[] solve(
      NewtonProblem problem,
      double[] u,
      double[] q,
      SecantPairs pairs,
      Orthant orthant,
      Passes<? extends LinearObjective> passes) {
    Pilot pilot = Pilot.of(problem.objective(), rows);
    // A quadratic has the same curvature everywhere: its steps need no bound.
    double[] sizes =
        problem.isQuadratic() ? new double[q.length] : problem.objective().coordinates().sizes();
    ConjugateGradients solved = curvature.solve(pilot, sizes, u, q, orthant);
    passes.count(solved.products() * pilot.passes());
    return solved.solution();
  }

  @Override
  public double[] times(
      NewtonProblem problem, double[] u, double[] v, Passes<? extends LinearObjective> passes) {
    Pilot pilot = Pilot.of(problem.objective(), rows);
    passes.count(pilot.passes());
    return curvature.times(pilot, u, v);
  }
}
