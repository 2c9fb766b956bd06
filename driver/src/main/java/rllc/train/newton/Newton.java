package rllc.train.newton;

import java.util.List;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;
import rllc.settings.Tuning;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.pilot.StepSample;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StopReason;
import rllc.train.run.Attempt;
import rllc.train.run.Method;
import rllc.train.run.Passes;
import rllc.train.run.Position;
import rllc.train.run.Progress;
import rllc.train.run.StopRule;

/**
 * Newton's method with the exact Hessian, which each pass brings along (iteratively reweighted
 * least squares: Green, JRSS B 46, 1984). With an L1 part or a box it is proximal Newton (Lee, Sun
 * and Saunders, SIAM J. Optim. 24, 2014; with L1 alone LIBLINEAR's newGLMNET: Yuan, Ho and Lin,
 * JMLR 13, 2012). A step:
 *
 * <ol>
 *   <li>z minimises the quadratic model, plus the L1 part, within the box: one linear system if
 *       there is neither ({@link MinimumNorm}), else {@link ProximalModel}
 *   <li>t minimises the step sample's loss along u + t (z - u). It is taken if it is far below one,
 *       because rows without curvature flip under such a step; far from the optimum of a smooth
 *       objective up to {@value #LONGEST} too, because rows that are being fitted lower the loss
 *       like exp(-margin), and a step of length one raises margins by no more than one
 *   <li>one pass there; accepted by Armijo's condition, else t is shortened
 * </ol>
 *
 * <p>For least squares the first pass's Hessian serves the run. The first step is then the solution
 * itself; rounding in the sums is mended by steps that solve for what is left of the gradient
 * (iterative refinement).
 */
final class Newton implements Method<LinearObjective, NewtonState> {
  private static final int MOST_TRIALS = 30;

  /** Far from the optimum, a step of a smooth objective may be this long. */
  private static final double LONGEST = 2;

  /**
   * A sample's length of a step is taken below this part of one: it is a sample, and near one its
   * length says no more than Newton's own.
   */
  private static final double FAR_SHORTER = 0.5;

  private final NewtonProblem problem;
  private final LinearObjective objective;
  private final OptimizerInfo info;
  private final boolean smooth;

  Newton(NewtonProblem problem, OptimizerInfo info) {
    this.problem = problem;
    this.objective = problem.objective();
    this.info = info;
    this.smooth = !problem.term().hasL1() && objective.box().isNone();
  }

  @Override
  public Class<NewtonState> stateType() {
    return NewtonState.class;
  }

  @Override
  public NewtonState start(double[] theta, Passes<? extends LinearObjective> passes) {
    double[] u = objective.box().nearest(theta);
    boolean wantsSample = !problem.isQuadratic();
    PassRequest request =
        wantsSample
            ? PassRequest.gramian(List.of(problem.schedule().sample(0)))
            : PassRequest.GRAMIAN;
    LinearObjective.Survey survey = problem.pass(u, request, passes);
    return new NewtonState(
        0,
        Iterate.of(objective, u, survey),
        objective.hessian(survey.gramian()),
        wantsSample
            ? Optional.of(PilotNewton.sample(problem, survey, 0, u, passes))
            : Optional.empty(),
        GainHistory.NONE,
        true,
        false);
  }

  @Override
  public Attempt<NewtonState> step(NewtonState state, Passes<? extends LinearObjective> passes) {
    Iterate at = state.at();
    ProximalModel.Minimum model = minimum(state);
    double[] direction = Vectors.minus(at.u(), model.z());
    double slope =
        Vectors.dot(at.gradient(), direction)
            + objective.l1Value(at.u())
            - objective.l1Value(model.z());
    if (state.gains().idles() || !(slope > StopRule.NOISE * Math.abs(at.loss()))) {
      return Attempt.ended(StopReason.Converged.NO_FURTHER);
    }
    Optional<StopReason> little = passes.littleLeft(slope / 2);
    if (little.isPresent()) {
      return Attempt.ended(little.get());
    }
    Optional<StepSample> sample = state.sample().map(kept -> StepSample.of(objective, kept));
    sample.ifPresent(rows -> passes.count(rows.passes()));
    Optional<StepSample.Line> line = sample.map(rows -> rows.line(direction, slope));
    double t = length(line.map(StepSample.Line::length).orElse(1.0), state.far());
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      Optional<StopReason> limit = passes.limit();
      if (limit.isPresent()) {
        return Attempt.ended(limit.get());
      }
      double[] u = t == 1 ? model.z() : towards(at.u(), direction, t);
      PassRequest request = problem.isQuadratic() ? PassRequest.GRADIENT : PassRequest.GRAMIAN;
      LinearObjective.Survey survey = problem.pass(u, request, passes);
      Iterate found = Iterate.of(objective, u, survey);
      if (LineSearch.accepts(at.loss(), found.loss(), t * slope) || flatter(at, found)) {
        double taken = t;
        return stepped(state, survey, found, line.map(l -> l.moved(taken).state()), model);
      }
      t = LineSearch.shortened(t, t * slope, found.loss() - at.loss());
    }
    return Attempt.ended(passes.stuck());
  }

  private ProximalModel.Minimum minimum(NewtonState state) {
    Iterate at = state.at();
    if (!smooth) {
      return ProximalModel.minimum(state.hessian(), at.gradient(), at.u(), problem.term());
    }
    double[] solution = MinimumNorm.solve(state.hessian(), at.gradient());
    return new ProximalModel.Minimum(Vectors.minus(at.u(), solution), true);
  }

  /** A step's length if the step sample proposes {@code proposed}. */
  double length(double proposed, boolean far) {
    if (proposed < FAR_SHORTER) {
      return proposed;
    }
    return far && smooth ? Math.max(1, Math.min(proposed, LONGEST)) : 1;
  }

  /** Whether the gradient still shows what a step gains that rounding hides. */
  private boolean flatter(Iterate at, Iterate found) {
    return LineSearch.isHidden(at.loss(), found.loss())
        && Vectors.norm(problem.gradient(found)) <= 0.9 * Vectors.norm(problem.gradient(at));
  }

  private Attempt<NewtonState> stepped(
      NewtonState state,
      LinearObjective.Survey survey,
      Iterate found,
      Optional<StepSample.State> sample,
      ProximalModel.Minimum model) {
    Iterate at = state.at();
    double gradNorm = Vectors.norm(problem.gradient(found));
    NewtonState next =
        new NewtonState(
            state.step() + 1,
            found,
            problem.isQuadratic() ? state.hessian() : objective.hessian(survey.gramian()),
            sample,
            state.gains().after(at.loss(), found.loss(), gradNorm),
            at.loss() - found.loss() > Tuning.FAR_STEP.value() * Math.abs(at.loss()),
            state.inexact() || !model.isExact());
    return Attempt.moved(next, Vectors.distance(found.u(), at.u()));
  }

  @Override
  public Position position(NewtonState state) {
    return problem.position(state.at());
  }

  @Override
  public OptimizerInfo info(NewtonState state) {
    return info;
  }

  @Override
  public Optional<StopReason> converged(NewtonState state, Progress progress, StopSettings stop) {
    return state.gains().converged(progress, stop, 1);
  }

  @Override
  public boolean comparesGradients() {
    return false;
  }

  /** A step taken on a model that was not minimised to its accuracy is said. */
  @Override
  public Answer answer(
      NewtonState state, StopReason reason, Passes<? extends LinearObjective> passes) {
    StopReason said =
        state.inexact()
            ? new StopReason.Noted(reason, "a step's model was minimised roughly")
            : reason;
    return new Answer(position(state), said);
  }

  /** u - t direction. */
  private static double[] towards(double[] u, double[] direction, double t) {
    double[] at = u.clone();
    Vectors.addScaledInto(-t, direction, at);
    return at;
  }
}
