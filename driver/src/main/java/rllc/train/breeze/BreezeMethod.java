package rllc.train.breeze;

import breeze.linalg.DenseVector;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGS;
import breeze.optimize.OWLQN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.objective.Box;
import rllc.train.objective.Objective;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StopReason;
import rllc.train.run.Attempt;
import rllc.train.run.Method;
import rllc.train.run.Passes;
import rllc.train.run.Position;
import rllc.train.run.Progress;
import rllc.train.run.StopRule;
import scala.Function1;

/**
 * Breeze's L-BFGS on our objective, or OWL-QN if it has an L1 part or {@code owlqn} asks for it, or
 * L-BFGS-B if it has a box ({@link BoxMinimizer}), run as MLlib runs them: new LBFGS(maxSteps, 10,
 * tol), new OWLQN(maxSteps, 10, weights, tol), with Breeze's own rules of convergence; a gradient
 * norm of at most tol times the null model's ends a run too. Losses have the L1 part and gradient
 * norms are those of the pseudo-gradient (Andrew and Gao, ICML 2007, equation 4), or of the
 * projected gradient. Each evaluation counts, those of the line search too; {@code stop.maxPasses}
 * is looked at between steps only.
 */
public final class BreezeMethod implements Method<Objective, BreezeState> {
  /** Times stop.tol: makes Breeze's constant of MLlib's default. */
  private static final double BOX_TOL = 10;

  private final Objective facts;
  private final Box box;
  private final boolean orthantWise;
  private final StopSettings stop;
  private final OptimizerInfo info;

  /**
   * @param objective that the run will have: its L1 weights and box are looked at, no data
   * @param orthantWise OWL-QN, which an objective with an L1 part needs
   * @param stop Breeze asks for maxSteps and tol itself
   */
  public BreezeMethod(
      Objective objective, boolean orthantWise, StopSettings stop, OptimizerInfo info) {
    this.facts = objective;
    this.box = objective.box();
    this.orthantWise = orthantWise;
    this.stop = stop;
    this.info = info;
  }

  @Override
  public Class<BreezeState> stateType() {
    return BreezeState.class;
  }

  @Override
  public BreezeState start(double[] theta, Passes<? extends Objective> passes) {
    BreezeObjective objective = new BreezeObjective(passes);
    scala.collection.Iterator<FirstOrderMinimizer.State<DenseVector<Object>, Object, Object>>
        states =
            minimizer()
                .iterations(objective.function(), new DenseVector<Object>(box.nearest(theta)));
    var first = states.next();
    return new BreezeState(states, first, objective, position(first, objective), 0, List.of());
  }

  private FirstOrderMinimizer<DenseVector<Object>, DiffFunction<DenseVector<Object>>> minimizer() {
    if (!box.isNone()) {
      return new BoxMinimizer(box, stop);
    }
    return orthantWise ? owlqn() : lbfgs();
  }

  private LBFGS<DenseVector<Object>> lbfgs() {
    return new LBFGS<>(
        stop.maxSteps(), OptimizerSettings.Lbfgs.HISTORY, stop.tol(), DenseVector.space_Double());
  }

  private LBFGS<DenseVector<Object>> owlqn() {
    double[] weights = facts.l1Weights();
    Function1<Object, Object> weight = i -> weights.length == 0 ? 0.0 : weights[(Integer) i];
    return new OWLQN<Object, DenseVector<Object>>(
        stop.maxSteps(),
        OptimizerSettings.Lbfgs.HISTORY,
        weight,
        stop.tol(),
        DenseVector.space_Double());
  }

  @Override
  public Attempt<BreezeState> step(BreezeState state, Passes<? extends Objective> passes) {
    FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> next = state.states().next();
    Position there = position(next, state.objective());
    double stepNorm = Vectors.distance(there.theta(), state.position().theta());
    return Attempt.moved(state.stepped(next, there), stepNorm);
  }

  @Override
  public Position position(BreezeState state) {
    return state.position();
  }

  private Position position(
      FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> at,
      BreezeObjective objective) {
    double[] theta = BreezeObjective.array(at.x());
    double gradNorm = Vectors.norm(gradient(theta, at));
    return new Position(theta, at.adjustedValue(), gradNorm, objective.rows());
  }

  private double[] gradient(
      double[] theta, FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> at) {
    double[] gradient = BreezeObjective.array(at.adjustedGradient());
    return box.isNone() ? gradient : box.projectedGradient(theta, gradient);
  }

  @Override
  public OptimizerInfo info(BreezeState state) {
    return info;
  }

  @Override
  public boolean restarts() {
    return true;
  }

  @Override
  public Optional<StopReason> converged(BreezeState state, Progress progress, StopSettings its) {
    return breezeReason(state, progress)
        .or(() -> optimalInBox(state))
        .or(() -> fallsNoMore(state, progress))
        .or(() -> StopRule.gradient(progress, its.tol()));
  }

  /**
   * Breeze's rule for function values, relative to the null model's loss. Breeze takes the first
   * loss that it sees: the same if the run begins at the null model, far too strict near the
   * optimum.
   */
  private Optional<StopReason> fallsNoMore(BreezeState state, Progress progress) {
    double nothing = stop.tol() * Math.abs(progress.reference().loss());
    return box.isNone() && state.values().size() >= 2 && state.fall() <= nothing
        ? Optional.of(
            new StopReason.Converged(
                String.format(
                    Locale.ROOT,
                    "the last %d steps have lowered the loss by at most %.3g of the null model's",
                    state.values().size() - 1,
                    stop.tol())))
        : Optional.empty();
  }

  private Optional<StopReason> optimalInBox(BreezeState state) {
    if (box.isNone()) {
      return Optional.empty();
    }
    double[] gradient = gradient(state.position().theta(), state.now());
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElse(0);
    return largest <= BOX_TOL * stop.tol()
        ? Optional.of(
            new StopReason.Converged(
                String.format(
                    Locale.ROOT,
                    "no entry of the projected gradient is above %.3g",
                    BOX_TOL * stop.tol())))
        : Optional.empty();
  }

  private Optional<StopReason> breezeReason(BreezeState state, Progress progress) {
    return state.now().convergenceReason().isDefined()
        ? Optional.of(reason(state.now().convergenceReason().get(), progress))
        : Optional.empty();
  }

  /**
   * Near an optimum the line search fails because double precision shows no lower loss; elsewhere
   * it is a failure.
   */
  private static StopReason reason(
      FirstOrderMinimizer.ConvergenceReason reason, Progress progress) {
    if (reason == FirstOrderMinimizer.MaxIterations$.MODULE$) {
      return new StopReason.MaxSteps(progress.steps());
    }
    String text = "Breeze: " + reason.reason();
    return reason == FirstOrderMinimizer.SearchFailed$.MODULE$ && !StopRule.nearOptimum(progress)
        ? new StopReason.Failed(text)
        : new StopReason.Converged(text);
  }
}
