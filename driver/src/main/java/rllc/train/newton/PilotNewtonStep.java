package rllc.train.newton;

import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.settings.Tuning;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Orthant;
import rllc.train.pilot.PilotSchedule;
import rllc.train.pilot.StepSample;
import rllc.train.report.StopReason;
import rllc.train.run.Attempt;
import rllc.train.run.Passes;
import rllc.train.run.StopRule;

/** One step of {@link PilotNewton} from a state; one use. */
final class PilotNewtonStep {
  private static final int MOST_TRIALS = 10;

  private final NewtonProblem problem;
  private final LinearObjective objective;
  private final PilotNewtonState state;
  private final Passes<? extends LinearObjective> passes;
  private final Iterate at;
  private final double[] gradient;
  private final Orthant orthant;
  private final Optional<StepSample> sample;
  private SecantPairs pairs;

  PilotNewtonStep(
      NewtonProblem problem, PilotNewtonState state, Passes<? extends LinearObjective> passes) {
    this.problem = problem;
    this.objective = problem.objective();
    this.state = state;
    this.passes = passes;
    this.at = state.at();
    this.pairs = state.pairs();
    this.gradient = problem.gradient(at);
    this.orthant = problem.term().orthant(at.u(), gradient);
    this.sample = state.sample().map(kept -> StepSample.of(objective, kept));
  }

  Attempt<PilotNewtonState> attempt() {
    Direction direction = direction();
    if (state.gains().idles() || !(direction.slope() > StopRule.NOISE * Math.abs(at.loss()))) {
      return Attempt.ended(StopReason.Converged.NO_FURTHER);
    }
    Optional<StopReason> little =
        knowsCurvature() ? passes.littleLeft(direction.slope() / 2) : Optional.empty();
    if (little.isPresent() && state.little()) {
      return Attempt.ended(little.get());
    }
    Optional<StepSample.Line> line = sample.map(rows -> line(rows, direction));
    double t = line.map(StepSample.Line::length).orElse(1.0);
    PilotTrial trial = state.trial();
    if (state.mayDrop() && sample.isPresent() && PilotSchedule.renewedAt(state.step())) {
      trial = trial.proposed(t, advantage(sample.get(), t * direction.slope()));
      if (!trial.pays()) {
        return new PilotNewtonStep(problem, withoutPilot(state), passes).attempt();
      }
    }
    return trials(direction, t, line, trial, little.isPresent());
  }

  /** Whether B is near the Hessian, so that a direction's slope tells what is left to gain. */
  private boolean knowsCurvature() {
    return state.model() instanceof PilotHessian;
  }

  private StepSample.Line line(StepSample rows, Direction direction) {
    passes.count(rows.passes());
    return rows.line(direction.within(), direction.slope());
  }

  private PilotNewtonState withoutPilot(PilotNewtonState from) {
    ScaledIdentity instead = ScaledIdentity.bySizes(objective.coordinates().sizes());
    return from.withoutPilot(instead, SecantPairs.many(objective.dimension()));
  }

  private Attempt<PilotNewtonState> trials(
      Direction direction,
      double first,
      Optional<StepSample.Line> line,
      PilotTrial trial,
      boolean little) {
    double t = first;
    for (int rejected = 0; rejected < MOST_TRIALS; rejected++) {
      Optional<StopReason> limit = passes.limit();
      if (limit.isPresent()) {
        return Attempt.ended(limit.get());
      }
      double[] u = moved(direction.vector(), t);
      LinearObjective.Survey survey =
          problem.pass(u, state.model().request(problem, state.step() + 1, false), passes);
      Iterate found = Iterate.of(objective, u, survey);
      double[] back = Vectors.minus(at.u(), u);
      double promised = Vectors.dot(gradient, back);
      if (LineSearch.accepts(at.loss(), found.loss(), promised) || flatter(found, back, promised)) {
        return stepped(survey, found, sampleAt(line, t, u), trial.accepted(rejected), little);
      }
      t = LineSearch.shortened(t, promised, found.loss() - at.loss());
    }
    return Attempt.ended(passes.stuck());
  }

  /** Whether the slope still shows what a step gains that rounding hides. */
  private boolean flatter(Iterate found, double[] back, double promised) {
    return LineSearch.isHidden(at.loss(), found.loss())
        && Math.abs(Vectors.dot(problem.gradient(found), back)) <= 0.9 * promised;
  }

  /**
   * Where a step leads: u - t vector.
   *
   * @param within the step of length one, cut at the orthant's faces
   * @param slope what the objective falls by along it, at first
   */
  private record Direction(double[] vector, double[] within, double slope) {}

  /** B^-1 g by the two-loop recursion; without the pairs if those do not lead downhill. */
  private Direction direction() {
    Direction direction = along(solve(state.model()));
    if (pairs.count() > 0 && !(direction.slope() > 0)) {
      pairs = pairs.forgotten();
      direction = along(solve(state.model()));
    }
    return direction.slope() > 0
        ? direction
        : along(orthant.downhill(direction.vector(), gradient));
  }

  private double[] solve(HessianModel model) {
    return orthant.direction(
        pairs, gradient, q -> model.solve(problem, at.u(), q, pairs, orthant, passes));
  }

  private Direction along(double[] vector) {
    double[] within = orthant.isWhole() ? vector : Vectors.minus(at.u(), moved(vector, 1));
    return new Direction(vector, within, Vectors.dot(gradient, within));
  }

  private double[] moved(double[] direction, double t) {
    double[] there = at.u().clone();
    Vectors.addScaledInto(-t, direction, there);
    return orthant.nearest(there);
  }

  private Optional<StepSample.State> sampleAt(
      Optional<StepSample.Line> line, double t, double[] u) {
    if (line.isEmpty() || orthant.isWhole()) {
      return line.map(its -> its.moved(t).state());
    }
    passes.count(sample.get().passes());
    return Optional.of(sample.get().at(u).state());
  }

  /**
   * What a pass spent on the step with B is expected to gain, over what one would gain without B: a
   * step along the direction of the secant pairs alone, of the gradient if there are none. 1 if the
   * sample cannot tell.
   *
   * @param gain twice the expected gain of the step with B
   */
  private double advantage(StepSample rows, double gain) {
    double cost = 1 + passes.soFar();
    Direction direction = along(solve(ScaledIdentity.identity(objective.dimension())));
    if (!(direction.slope() > 0)) {
      return 1;
    }
    double without = line(rows, direction).gain();
    return Double.isFinite(without) ? gain / (cost * without) : 1;
  }

  private Attempt<PilotNewtonState> stepped(
      LinearObjective.Survey survey,
      Iterate found,
      Optional<StepSample.State> there,
      PilotTrial trial,
      boolean little) {
    boolean far = at.loss() - found.loss() > Tuning.FAR_STEP.value() * Math.abs(at.loss());
    double[] step = Vectors.minus(found.u(), at.u());
    SecantPairs kept =
        forgets(far)
            ? pairs.forgotten()
            : pairs.plus(step, Vectors.minus(found.gradient(), at.gradient()));
    PilotNewtonState next =
        new PilotNewtonState(
            state.step() + 1,
            found,
            kept,
            state.model().after(problem, survey, found.u(), passes),
            there,
            trial,
            state.mayDrop(),
            state.gains().after(at.loss(), found.loss(), Vectors.norm(problem.gradient(found))),
            far,
            little);
    boolean dropped = state.mayDrop() && !trial.pays();
    return Attempt.moved(dropped ? withoutPilot(next) : next, Vectors.norm(step));
  }

  /** Pairs of a B that was renewed are dropped if the step has left their points behind. */
  private boolean forgets(boolean far) {
    return state.model() instanceof CurvatureModel
        && far
        && PilotSchedule.renewedAt(state.step() + 1);
  }
}
