package rllc.train.breeze;

import breeze.linalg.DenseVector;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGS;
import breeze.optimize.OWLQN;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.objective.Box;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.run.Progress;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.run.StopReason;
import rllc.train.run.StopRule;
import rllc.train.run.TrainingState;
import scala.Function1;

/**
 * Breeze's L-BFGS on our objective, or OWL-QN where it has an L1 part or {@code owlqn} asks for it,
 * or L-BFGS-B where it has a box ({@link BoxMinimizer}), run as MLlib runs them: new
 * LBFGS(maxSteps, 10, tol), new OWLQN(maxSteps, 10, weights, tol), with Breeze's own rules of
 * convergence. Losses have the L1 part and gradient norms are those of the pseudo-gradient (Andrew
 * and Gao, ICML 2007, equation 4), or of the projected gradient. Each evaluation counts, those of
 * the line search too; {@code stop.maxPasses} is looked at between steps only.
 */
public final class BreezeLbfgs implements Iterator<TrainingState> {
  private static final double[] NO_LAW = {};

  /** Times stop.tol: makes Breeze's constant of MLlib's default. */
  private static final double BOX_TOL = 10;

  private final BreezeObjective objective;
  private final scala.collection.Iterator<
          FirstOrderMinimizer.State<DenseVector<Object>, Object, Object>>
      states;
  private final Box box;
  private final StopRule rule;
  private final double tol;
  private final RunControl control;
  private final long startNanos;
  private FirstOrderMinimizer.State<DenseVector<Object>, Object, Object> current;
  private Progress progress = Progress.begin(0);
  private boolean ended;

  /**
   * @param orthantWise OWL-QN, which an objective with an L1 part needs
   */
  public BreezeLbfgs(
      Objective objective,
      double[] theta,
      boolean orthantWise,
      StopSettings stop,
      RunControl control) {
    this.objective = new BreezeObjective(objective);
    this.rule = StopRule.targetLoss(stop).or(StopRule.limits(stop));
    this.control = control;
    this.startNanos = control.nanoClock().getAsLong();
    this.box = objective.box();
    this.tol = stop.tol();
    this.states =
        minimizer(objective, orthantWise, stop)
            .iterations(this.objective.function(), new DenseVector<Object>(box.nearest(theta)));
  }

  private static FirstOrderMinimizer<DenseVector<Object>, DiffFunction<DenseVector<Object>>>
      minimizer(Objective objective, boolean orthantWise, StopSettings stop) {
    if (!objective.box().isNone()) {
      return new BoxMinimizer(objective.box(), stop);
    }
    return orthantWise ? owlqn(objective, stop) : lbfgs(stop);
  }

  private static LBFGS<DenseVector<Object>> lbfgs(StopSettings stop) {
    return new LBFGS<>(
        stop.maxSteps(), OptimizerSettings.Lbfgs.HISTORY, stop.tol(), DenseVector.space_Double());
  }

  private static LBFGS<DenseVector<Object>> owlqn(Objective objective, StopSettings stop) {
    double[] weights = objective.l1Weights();
    Function1<Object, Object> weight = i -> weights.length == 0 ? 0.0 : weights[(Integer) i];
    return new OWLQN<Object, DenseVector<Object>>(
        stop.maxSteps(),
        OptimizerSettings.Lbfgs.HISTORY,
        weight,
        stop.tol(),
        DenseVector.space_Double());
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public TrainingState next() {
    if (ended) {
      throw new NoSuchElementException("the run has ended");
    }
    if (current == null) {
      current = states.next();
    }
    double[] theta = BreezeObjective.array(current.x());
    double[] gradient =
        box.projectedGradient(theta, BreezeObjective.array(current.adjustedGradient()));
    Evaluation evaluation =
        new Evaluation(
            current.adjustedValue(),
            gradient,
            objective.passes() - progress.passes(),
            objective.rows(),
            objective.takeSeconds());
    progress =
        progress.evaluated(
            evaluation,
            Vectors.norm(gradient),
            Double.POSITIVE_INFINITY,
            control.secondsSince(startNanos),
            control.interrupted().getAsBoolean());
    Optional<StopReason> stop =
        StopRule.diverged()
            .check(progress)
            .or(this::breezeReason)
            .or(() -> optimalInBox(gradient))
            .or(() -> rule.check(progress));
    ended = stop.isPresent();
    return ended
        ? new TrainingState(theta, record(evaluation, 0), progress, Optional.empty(), stop)
        : step(theta, evaluation);
  }

  private TrainingState step(double[] theta, Evaluation evaluation) {
    current = states.next();
    double[] change = BreezeObjective.array(current.x());
    Vectors.addScaledInto(-1, theta, change);
    StepRecord record = record(evaluation, Vectors.norm(change));
    TrainingState result =
        new TrainingState(theta, record, progress, Optional.empty(), Optional.empty());
    progress = progress.stepped();
    control.committed(record);
    return result;
  }

  private StepRecord record(Evaluation evaluation, double stepNorm) {
    return new StepRecord(
        progress.steps(),
        progress.passes(),
        evaluation.loss(),
        progress.gradNorm(),
        stepNorm,
        NO_LAW,
        Double.NaN,
        evaluation.rows(),
        evaluation.seconds(),
        progress.seconds());
  }

  private Optional<StopReason> optimalInBox(double[] projected) {
    double largest = Arrays.stream(projected).map(Math::abs).max().orElse(0);
    return !box.isNone() && largest <= BOX_TOL * tol
        ? Optional.of(
            new StopReason.Converged(
                String.format(
                    Locale.ROOT,
                    "no entry of the projected gradient is above %.3g",
                    BOX_TOL * tol)))
        : Optional.empty();
  }

  private Optional<StopReason> breezeReason() {
    return current.convergenceReason().isDefined()
        ? Optional.of(reason(current.convergenceReason().get()))
        : Optional.empty();
  }

  private StopReason reason(FirstOrderMinimizer.ConvergenceReason reason) {
    if (reason == FirstOrderMinimizer.MaxIterations$.MODULE$) {
      return new StopReason.MaxSteps(progress.steps());
    }
    String text = "Breeze: " + reason.reason();
    return reason == FirstOrderMinimizer.SearchFailed$.MODULE$ && !nearOptimum()
        ? new StopReason.Failed(text)
        : new StopReason.Converged(text);
  }

  /**
   * Near an optimum the line search fails because double precision shows no lower loss; elsewhere
   * it is a failure.
   */
  private boolean nearOptimum() {
    return progress.gradNorm() <= 1e-4 * progress.firstGradNorm()
        || progress.gradNorm() <= 1e-6 * Math.abs(progress.loss());
  }
}
