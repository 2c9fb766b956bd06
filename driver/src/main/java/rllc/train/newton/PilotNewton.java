package rllc.train.newton;

import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.settings.StopSettings;
import rllc.settings.Tuning;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.pilot.Pilot;
import rllc.train.pilot.StepSample;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StopReason;
import rllc.train.run.Attempt;
import rllc.train.run.Method;
import rllc.train.run.Passes;
import rllc.train.run.Position;
import rllc.train.run.Progress;

/**
 * The full-batch method for linear models: secant pairs ({@link rllc.optim.SecantLaw}) around a
 * matrix B of which the driver knows enough to solve with it ({@link HessianModel}), and a step
 * sample that chooses the step's length before a pass is spent on it. A step:
 *
 * <ol>
 *   <li>d = two-loop recursion over the pairs, B^-1 in its middle
 *   <li>t minimises the step sample's loss along u - t d ({@link StepSample}); 1 if there is none
 *   <li>one pass at u - t d; accepted if the loss falls by 1e-4 t g.d, else t is shortened by
 *       interpolation, at one pass each
 *   <li>the pair of the step joins the memory; B is renewed now and then by what a pass brings
 *       along
 * </ol>
 *
 * <p>With an L1 part the same is done within the orthant around u ({@link
 * rllc.train.objective.Orthant}): g is the shortest subgradient, coordinates that are held have no
 * part in B, and trials end at the orthant's faces, so that coefficients become 0 and not merely
 * small (OWL-QN with another matrix: Andrew and Gao, ICML 2007; for Newton's see Byrd, Chin,
 * Nocedal and Oztoprak, Math. Program. 159, 2016).
 *
 * <p>If the step sample predicts less gain per pass with B than without it, B is dropped and the
 * run continues as L-BFGS ({@link PilotTrial}). That is decided by counts and values, never by a
 * clock, so a run gives the same bits anywhere. Products with a pilot count as the part of the rows
 * that they touch.
 */
final class PilotNewton implements Method<LinearObjective, PilotNewtonState> {
  private final NewtonProblem problem;
  private final HessianModel first;
  private final boolean mayDrop;
  private final OptimizerInfo info;
  private final int mostPairs;

  /**
   * @param first B before the first pass
   * @param mayDrop whether B may be dropped if it does not pay
   */
  PilotNewton(
      NewtonProblem problem, HessianModel first, boolean mayDrop, int pairs, OptimizerInfo info) {
    this.problem = problem;
    this.first = first;
    this.mayDrop = mayDrop;
    this.mostPairs = pairs;
    this.info = info;
  }

  @Override
  public Class<PilotNewtonState> stateType() {
    return PilotNewtonState.class;
  }

  @Override
  public PilotNewtonState start(double[] theta, Passes<? extends LinearObjective> passes) {
    boolean wantsSample = first instanceof PilotHessian && !problem.isQuadratic();
    PassRequest request = first.request(problem, 0, wantsSample);
    LinearObjective.Survey survey = problem.pass(theta.clone(), request, passes);
    return new PilotNewtonState(
        0,
        Iterate.of(problem.objective(), theta.clone(), survey),
        SecantPairs.none(mostPairs),
        first.after(problem, survey, theta, passes),
        wantsSample ? Optional.of(sample(problem, survey, 1, theta, passes)) : Optional.empty(),
        PilotTrial.BEGIN,
        mayDrop,
        GainHistory.NONE,
        true,
        false);
  }

  /** The step sample that {@code survey} has brought as draw {@code number}, at {@code u}. */
  static StepSample.State sample(
      NewtonProblem problem,
      LinearObjective.Survey survey,
      int number,
      double[] u,
      Passes<? extends LinearObjective> passes) {
    Pilot rows = Pilot.of(problem.objective(), survey.samples()[number]);
    passes.count(rows.passes());
    return StepSample.at(u, rows, problem.objective().penalty()).state();
  }

  @Override
  public Attempt<PilotNewtonState> step(
      PilotNewtonState state, Passes<? extends LinearObjective> passes) {
    return new PilotNewtonStep(problem, state, passes).attempt();
  }

  @Override
  public Position position(PilotNewtonState state) {
    return problem.position(state.at());
  }

  @Override
  public OptimizerInfo info(PilotNewtonState state) {
    return info;
  }

  @Override
  public Optional<StopReason> converged(
      PilotNewtonState state, Progress progress, StopSettings stop) {
    return state
        .gains()
        .converged(progress, stop, problem.term().hasL1() ? Tuning.FACES_GAIN.value() : 1);
  }

  @Override
  public boolean comparesGradients() {
    return false;
  }
}
