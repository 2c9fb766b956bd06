package rllc.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;

/**
 * The full-batch method for linear models: a law over memory units (secant pairs, {@link
 * rllc.optim.SecantLaw}) around a matrix B of which the driver knows enough to solve with it
 * ({@link Middle}), and a holdout that chooses the step's length before a pass is spent on it. A
 * step:
 *
 * <ol>
 *   <li>d = two-loop recursion over the pairs, B^-1 in its middle
 *   <li>t minimises the holdout's loss along u - t d ({@link Holdout}); 1 where there is none
 *   <li>one pass at u - t d; accepted if the loss falls by 1e-4 t g.d, else t is shortened by
 *       interpolation, at one pass each
 *   <li>the pair of the step joins the memory; B is renewed now and then by what a pass brings
 *       along
 * </ol>
 *
 * <p>Where B does not pay, by what the holdout expects of a pass with and without it, the run goes
 * on with secant pairs alone, before a pass is spent on a step ({@link StepJudge}): more of them,
 * and where B is blind from the first, in a metric of the features' shares ({@link ScaledMiddle}).
 * That is decided by counts and values, never by a clock, so a run gives the same bits anywhere.
 * Passes count the pilots' products as the fraction of the rows that they touch.
 */
public final class PilotSecant implements Iterator<TrainingState> {
  private static final double[] NO_LAW = {};
  private static final double ARMIJO = 1e-4;
  private static final int MOST_TRIALS = 10;

  /** Times stop.tol: a gradient this much below the first ends a run whatever the loss does. */
  private static final double GRADIENT_TOL = 0.01;

  /** A step that lowered the loss by this part of it has left the old pairs behind. */
  private static final double FAR = 0.05;

  private final LinearObjective objective;
  private final StopRule rule;
  private final StopRule limits;
  private final RunControl control;
  private final long startNanos;
  private boolean mayRetreat;
  private Middle middle;
  private double[] u;
  private Evaluation evaluation;
  private Optional<Holdout> holdout = Optional.empty();
  private SecantPairs pairs;
  private Progress progress = Progress.begin(0);
  private final Spending spending;
  private final StepJudge judge = new StepJudge();
  private boolean far = true;
  private boolean ended;

  /**
   * @param u start, in the objective's coordinates
   * @param mayRetreat whether B may be given up where it does not pay
   */
  PilotSecant(
      LinearObjective objective,
      Middle middle,
      boolean mayRetreat,
      double[] u,
      StopSettings stop,
      RunControl control) {
    this.objective = objective;
    this.middle = middle;
    this.pairs = SecantPairs.none(middle.mostPairs(objective.dimension()));
    this.mayRetreat = mayRetreat;
    this.u = u.clone();
    this.rule =
        StopRule.diverged()
            .or(StopRule.targetLoss(stop))
            .or(StopRule.converged(GRADIENT_TOL * stop.tol()))
            .or(judge.converged(stop.tol()))
            .or(StopRule.limits(stop));
    this.limits = StopRule.limits(stop);
    this.control = control;
    this.startNanos = control.nanoClock().getAsLong();
    this.spending = new Spending(control.nanoClock());
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
    if (evaluation == null) {
      LinearObjective.Survey first = spending.pass(() -> objective.survey(u, middle.request(0)));
      take(first, 0);
    }
    Evaluation costed =
        new Evaluation(
            evaluation.loss(),
            evaluation.gradient(),
            spending.takePasses(),
            evaluation.rows(),
            evaluation.seconds());
    progress =
        progress.evaluated(
            costed,
            Vectors.norm(evaluation.gradient()),
            Double.POSITIVE_INFINITY,
            control.secondsSince(startNanos),
            control.interrupted().getAsBoolean());
    Optional<StopReason> stop = rule.check(progress);
    return stop.isPresent() ? last(stop.get()) : step();
  }

  private void take(LinearObjective.Survey survey, int step) {
    evaluation = survey.evaluation();
    spending.passes(middle.take(survey, u));
    if (step == 0 && middle.holdout().isPresent()) {
      holdout = Optional.of(Holdout.at(u, middle.holdout().get(), objective.penalty()));
      spending.passes(holdout.get().passes());
    }
  }

  private TrainingState step() {
    if (mayRetreat && StepJudge.blind(middle.unseen())) {
      retreat();
    }
    double[] direction = direction();
    double slope = Vectors.dot(evaluation.gradient(), direction);
    if (judge.idles() || !(slope > StopRule.NOISE * Math.abs(evaluation.loss()))) {
      return last(new StopReason.Converged("the loss can fall no further in double precision"));
    }
    Optional<Holdout.Line> line = holdout.map(rows -> rows.line(direction, slope));
    holdout.ifPresent(rows -> spending.passes(rows.passes()));
    double t = line.map(l -> middle.length(l.length(), far)).orElse(1.0);
    if (judged() && !judge.worthwhile(t, advantage(holdout.get(), t * slope))) {
      retreat();
      return step();
    }
    StepSeconds seconds = spending.takeSeconds();
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      Optional<StopReason> limit = limits.check(soFar());
      if (limit.isPresent()) {
        return last(limit.get());
      }
      Trial found = attempt(direction, slope, t);
      if (found.accepted()) {
        holdout = line.map(l -> l.moved(found.t()));
        judge.accepted(trial);
        if (mayRetreat && !judge.pays()) {
          retreat();
        }
        return stepped(found, seconds);
      }
      t = found.shortened();
    }
    return stuck();
  }

  /** B^-1 g by the secant law; without the pairs where those do not lead downhill. */
  private double[] direction() {
    double[] direction = pairs.direction(evaluation.gradient(), this::solve);
    if (pairs.count() > 0 && !(Vectors.dot(evaluation.gradient(), direction) > 0)) {
      pairs = pairs.forgotten();
      return pairs.direction(evaluation.gradient(), this::solve);
    }
    return direction;
  }

  private double[] solve(double[] q) {
    Middle.Product product = middle.solve(u, q, pairs);
    spending.passes(product.passes());
    return product.vector();
  }

  /** Whether this step shows if B pays: where it can be given up and has just been renewed. */
  private boolean judged() {
    return mayRetreat && holdout.isPresent() && PilotMiddle.renewedAt(progress.steps());
  }

  /**
   * What a pass spent on the step with B is expected to gain, over what one would gain without B: a
   * step along the direction of the secant pairs alone, of the gradient where there are none.
   *
   * @param gain twice the expected gain of the step with B
   */
  private double advantage(Holdout rows, double gain) {
    double passes = 1 + spending.passesSoFar();
    Middle plain = ScaledMiddle.identity(objective.dimension());
    double[] gradient = evaluation.gradient();
    double[] direction = pairs.direction(gradient, q -> plain.solve(u, q, pairs).vector());
    double slope = Vectors.dot(gradient, direction);
    spending.passes(rows.passes());
    return slope > 0 ? gain / (passes * rows.line(direction, slope).gain()) : 1;
  }

  private Progress soFar() {
    return progress.during(
        spending.passesSoFar(),
        control.secondsSince(startNanos),
        control.interrupted().getAsBoolean());
  }

  /** A point on the line u - t d and what the pass there has brought. */
  private record Trial(
      double[] u,
      LinearObjective.Survey survey,
      double t,
      double loss,
      double slope,
      boolean accepted) {
    /** Where a parabola through both losses and the slope has its least value, within bounds. */
    double shortened() {
      double best = slope * t * t / (2 * (survey.evaluation().loss() - loss + slope * t));
      return Double.isFinite(best) ? Math.max(0.1 * t, Math.min(0.5 * t, best)) : 0.1 * t;
    }
  }

  private Trial attempt(double[] direction, double slope, double t) {
    double[] at = u.clone();
    Vectors.addScaledInto(-t, direction, at);
    PassRequest request = middle.request(progress.steps() + 1);
    LinearObjective.Survey survey = spending.pass(() -> objective.survey(at, request));
    double loss = survey.evaluation().loss();
    double before = evaluation.loss();
    boolean lower = loss <= before - ARMIJO * t * slope;
    // Where rounding hides what a step gains, its slope still shows it.
    boolean flatter =
        Math.abs(loss - before) <= StepJudge.NOISE * Math.abs(before)
            && Math.abs(Vectors.dot(survey.evaluation().gradient(), direction)) <= 0.9 * slope;
    return new Trial(at, survey, t, before, slope, lower || flatter);
  }

  private void retreat() {
    mayRetreat = false;
    middle = middle.instead();
    pairs = pairs.keeping(middle.mostPairs(objective.dimension()));
    holdout = Optional.empty();
  }

  private TrainingState stepped(Trial found, StepSeconds seconds) {
    double[] step = difference(found.u(), u);
    double[] change = difference(found.survey().evaluation().gradient(), evaluation.gradient());
    StepRecord record = record(Vectors.norm(step), seconds);
    TrainingState result =
        new TrainingState(u, record, progress, Optional.empty(), Optional.empty());
    double before = evaluation.loss();
    double after = found.survey().evaluation().loss();
    judge.gained(before, after, Vectors.norm(found.survey().evaluation().gradient()));
    far = before - after > FAR * Math.abs(before);
    progress = progress.stepped();
    pairs = middle.forgets(progress.steps(), far) ? pairs.forgotten() : pairs.plus(step, change);
    u = found.u();
    take(found.survey(), progress.steps());
    control.committed(record);
    return result;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    Vectors.addScaledInto(-1, b, difference);
    return difference;
  }

  /** No length of step was accepted. */
  private TrainingState stuck() {
    String text = "no lower loss is found along the direction";
    boolean nearOptimum =
        progress.gradNorm() <= 1e-4 * progress.firstGradNorm()
            || progress.gradNorm() <= 1e-6 * Math.abs(progress.loss());
    return last(nearOptimum ? new StopReason.Converged(text) : new StopReason.Failed(text));
  }

  private TrainingState last(StopReason reason) {
    ended = true;
    progress = soFar();
    StepRecord record = record(0, spending.takeSeconds());
    return new TrainingState(u, record, progress, Optional.empty(), Optional.of(reason));
  }

  private StepRecord record(double stepNorm, StepSeconds seconds) {
    return new StepRecord(
        progress.steps(),
        progress.passes(),
        evaluation.loss(),
        progress.gradNorm(),
        stepNorm,
        NO_LAW,
        Double.NaN,
        evaluation.rows(),
        seconds,
        progress.seconds());
  }
}
