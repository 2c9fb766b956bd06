package rllc.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
 * <p>Where there is an L1 part the same is done within the orthant around u ({@link Orthant}): g is
 * the shortest subgradient, coordinates that are held have no part in B, and trials end at the
 * orthant's faces, so that coefficients become 0 and not merely small (OWL-QN with another matrix:
 * Andrew and Gao, ICML 2007; for Newton's see Byrd, Chin, Nocedal and Oztoprak, Math. Program. 159,
 * 2016).
 *
 * <p>Where B does not pay, by what the holdout expects of a pass with and without it, the run goes
 * on with secant pairs alone, before a pass is spent on a step ({@link StepJudge}): more of them,
 * and where B is blind from the first, in a metric of the features' shares ({@link ScaledMiddle}).
 * That is decided by counts and values, never by a clock, so a run gives the same bits anywhere.
 * Passes count the pilots' products as the fraction of the rows that they touch.
 */
public final class PilotSecant implements Iterator<TrainingState> {
  private static final double ARMIJO = 1e-4;
  private static final int MOST_TRIALS = 10;

  /** Times stop.tol: a gradient this much below the first ends a run whatever the loss does. */
  static final double GRADIENT_TOL = 0.01;

  /** A step that lowered the loss by this part of it has left the old pairs behind. */
  private static final double FAR = 0.05;

  /**
   * Along the faces of orthants steps may gain little for a while, and much again when the pilot is
   * renewed: what is no gain is a tenth there.
   */
  private static final double AT_FACES = 0.1;

  private final LinearObjective objective;
  private final StopRule rule;
  private final StopRule limits;
  private final Ledger ledger;
  private final Spending spending;
  private final double[] start;
  private boolean mayRetreat;
  private Middle middle;
  private Point point;
  private Orthant orthant;
  private Optional<Holdout> holdout = Optional.empty();
  private SecantPairs pairs;
  private final StepJudge judge;
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
    this.start = u.clone();
    this.judge = new StepJudge(objective.l1Weights().length == 0 ? 1 : AT_FACES);
    this.rule =
        StopRule.diverged()
            .or(StopRule.targetLoss(stop))
            .or(StopRule.converged(GRADIENT_TOL * stop.tol()))
            .or(judge.converged(stop.tol()))
            .or(StopRule.limits(stop));
    this.limits = StopRule.limits(stop);
    this.ledger = new Ledger(control);
    this.spending = ledger.spending();
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
    if (point == null) {
      take(pass(start, middle.request(0)));
      holdout = middle.holdout().map(rows -> Holdout.at(start, rows, objective.penalty()));
      holdout.ifPresent(rows -> spending.passes(rows.passes()));
    }
    Optional<StopReason> stop = rule.check(ledger.reached(point));
    return stop.isPresent() ? last(stop.get()) : step();
  }

  private Point pass(double[] u, PassRequest request) {
    return Point.of(objective, u, spending.pass(() -> objective.survey(u, request)));
  }

  private void take(Point next) {
    point = next;
    orthant = Orthant.at(next.u(), next.gradient(), objective.l1Weights());
    spending.passes(middle.take(next.survey(), next.u()));
  }

  private TrainingState step() {
    if (mayRetreat && StepJudge.blind(middle.unseen())) {
      retreat();
    }
    double[] direction = direction();
    double slope = slope(direction);
    if (judge.idles() || !(slope > StopRule.NOISE * Math.abs(point.loss()))) {
      return last(new StopReason.Converged("the loss can fall no further in double precision"));
    }
    Optional<Holdout.Line> line = holdout.map(rows -> rows.line(inOrthant(direction), slope));
    holdout.ifPresent(rows -> spending.passes(rows.passes()));
    double t = line.map(l -> middle.length(l.length(), far)).orElse(1.0);
    if (judged() && !judge.worthwhile(t, advantage(holdout.get(), t * slope))) {
      retreat();
      return step();
    }
    StepSeconds seconds = spending.takeSeconds();
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      Optional<StopReason> limit = limits.check(ledger.soFar());
      if (limit.isPresent()) {
        return last(limit.get());
      }
      Point found = pass(moved(direction, t), middle.request(ledger.steps() + 1));
      double promised = Vectors.dot(point.gradient(), difference(point.u(), found.u()));
      if (accepted(found, promised)) {
        double taken = t;
        holdout = line.map(l -> moved(l, taken, found));
        judge.accepted(trial);
        if (mayRetreat && !judge.pays()) {
          retreat();
        }
        return stepped(found, seconds);
      }
      t = shortened(t, promised, found.loss() - point.loss());
    }
    ended = true;
    return ledger.stuck(point);
  }

  /** B^-1 g by the secant law; without the pairs where those do not lead downhill. */
  private double[] direction() {
    double[] direction = direction(this::solve);
    if (pairs.count() > 0 && !(slope(direction) > 0)) {
      pairs = pairs.forgotten();
      direction = direction(this::solve);
    }
    return slope(direction) > 0 ? direction : orthant.downhill(direction, point.gradient());
  }

  private double[] direction(UnaryOperator<double[]> middle) {
    return orthant.direction(pairs, point.gradient(), middle);
  }

  /** What the objective falls by along a direction, at first, within the orthant. */
  private double slope(double[] direction) {
    return Vectors.dot(point.gradient(), inOrthant(direction));
  }

  /** A step of length one, cut at the orthant's faces. */
  private double[] inOrthant(double[] direction) {
    return orthant.isWhole() ? direction : difference(point.u(), moved(direction, 1));
  }

  private double[] moved(double[] direction, double t) {
    double[] at = point.u().clone();
    Vectors.addScaledInto(-t, direction, at);
    return orthant.nearest(at);
  }

  private Holdout moved(Holdout.Line line, double t, Point found) {
    if (orthant.isWhole()) {
      return line.moved(t);
    }
    Holdout there = holdout.orElseThrow().at(found.u());
    spending.passes(there.passes());
    return there;
  }

  private double[] solve(double[] q) {
    Middle.Product product = middle.solve(point.u(), q, pairs, orthant);
    spending.passes(product.passes());
    return product.vector();
  }

  /** Whether this step shows if B pays: where it can be given up and has just been renewed. */
  private boolean judged() {
    return mayRetreat && holdout.isPresent() && PilotMiddle.renewedAt(ledger.steps());
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
    double[] direction = direction(q -> plain.solve(point.u(), q, pairs, orthant).vector());
    double slope = slope(direction);
    spending.passes(rows.passes());
    return slope > 0 ? gain / (passes * rows.line(inOrthant(direction), slope).gain()) : 1;
  }

  /**
   * @param promised what the gradient promises of the step to {@code found}
   */
  private boolean accepted(Point found, double promised) {
    double change = found.loss() - point.loss();
    double[] step = difference(point.u(), found.u());
    // Where rounding hides what a step gains, its slope still shows it.
    boolean flatter =
        Math.abs(change) <= StepJudge.NOISE * Math.abs(point.loss())
            && Math.abs(Vectors.dot(found.gradient(), step)) <= 0.9 * promised;
    return change <= -ARMIJO * promised || flatter;
  }

  /** Where a parabola through both losses and the slope has its least value, within bounds. */
  private static double shortened(double t, double promised, double change) {
    double best = promised * t / (2 * (change + promised));
    return Double.isFinite(best) ? Math.max(0.1 * t, Math.min(0.5 * t, best)) : 0.1 * t;
  }

  private void retreat() {
    mayRetreat = false;
    middle = middle.instead();
    pairs = pairs.keeping(middle.mostPairs(objective.dimension()));
    holdout = Optional.empty();
  }

  private TrainingState stepped(Point found, StepSeconds seconds) {
    TrainingState result = ledger.stepped(point, found, seconds);
    double gradNorm = Vectors.norm(found.gradient());
    judge.gained(point.loss(), found.loss(), gradNorm, holdout.isPresent());
    far = point.loss() - found.loss() > FAR * Math.abs(point.loss());
    pairs =
        middle.forgets(ledger.steps(), far)
            ? pairs.forgotten()
            : pairs.plus(
                difference(found.u(), point.u()),
                difference(found.smoothGradient(), point.smoothGradient()));
    take(found);
    return result;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    Vectors.addScaledInto(-1, b, difference);
    return difference;
  }

  private TrainingState last(StopReason reason) {
    ended = true;
    return ledger.last(point, reason);
  }
}
