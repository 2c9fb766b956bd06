package rllc.train.newton;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.NonsmoothTerm;
import rllc.train.objective.Orthant;
import rllc.train.objective.StepSeconds;
import rllc.train.pilot.StepSample;
import rllc.train.run.RunControl;
import rllc.train.run.StopReason;
import rllc.train.run.StopRule;
import rllc.train.run.TrainingState;

/**
 * The full-batch method for linear models: a law over memory units (secant pairs, {@link
 * rllc.optim.SecantLaw}) around a matrix B of which the driver knows enough to solve with it
 * ({@link HessianModel}), and a holdout that chooses the step's length before a pass is spent on
 * it. A step:
 *
 * <ol>
 *   <li>d = two-loop recursion over the pairs, B^-1 in its middle
 *   <li>t minimises the holdout's loss along u - t d ({@link StepSample}); 1 where there is none
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
 * and where B is blind from the first, in a metric of the features' shares ({@link
 * ScaledIdentity}). That is decided by counts and values, never by a clock, so a run gives the same
 * bits anywhere. Passes count the pilots' products as the fraction of the rows that they touch.
 */
public final class PilotSecant implements Iterator<TrainingState> {
  private static final double ARMIJO = 1e-4;
  private static final int MOST_TRIALS = 10;

  /** A step that lowered the loss by this part of it has left the old pairs behind. */
  private static final double FAR = 0.05;

  /**
   * Along the faces of orthants steps may gain little for a while, and much again when the pilot is
   * renewed: what is no gain is a tenth there.
   */
  private static final double AT_FACES = 0.1;

  private final LinearObjective objective;
  private final NonsmoothTerm part;
  private final Ledger ledger;
  private final Spending spending;
  private final double[] start;
  private boolean mayRetreat;
  private HessianModel middle;
  private EvaluatedPoint point;
  private Orthant orthant;
  private Optional<StepSample> holdout = Optional.empty();
  private SecantPairs pairs;
  private final StepJudge judge;
  private boolean far = true;

  /**
   * @param u start, in the objective's coordinates
   * @param mayRetreat whether B may be given up where it does not pay
   */
  public PilotSecant(
      LinearObjective objective,
      HessianModel middle,
      boolean mayRetreat,
      double[] u,
      StopSettings stop,
      RunControl control) {
    this.objective = objective;
    this.middle = middle;
    this.pairs = SecantPairs.none(middle.mostPairs(objective.dimension()));
    this.mayRetreat = mayRetreat;
    this.start = u.clone();
    this.part = NonsmoothTerm.of(objective);
    this.judge = new StepJudge(part.hasL1() ? AT_FACES : 1);
    this.ledger = new Ledger(judge, stop, control);
    this.spending = ledger.spending();
  }

  @Override
  public boolean hasNext() {
    return !ledger.ended();
  }

  @Override
  public TrainingState next() {
    if (ledger.ended()) {
      throw new NoSuchElementException("the run has ended");
    }
    if (point == null) {
      take(pass(start, middle.request(0)));
      holdout = middle.holdout().map(rows -> StepSample.at(start, rows, objective.penalty()));
      holdout.ifPresent(rows -> spending.passes(rows.passes()));
    }
    Optional<StopReason> stop = ledger.reached(point);
    return stop.isPresent() ? ledger.last(point, stop.get()) : step();
  }

  private EvaluatedPoint pass(double[] u, PassRequest request) {
    return EvaluatedPoint.of(objective, part, u, spending.pass(() -> objective.survey(u, request)));
  }

  private void take(EvaluatedPoint next) {
    point = next;
    orthant = part.orthant(next.u(), next.gradient());
    spending.passes(middle.take(next.survey(), next.u()));
  }

  private TrainingState step() {
    if (mayRetreat && StepJudge.blind(middle.unseen())) {
      retreat();
    }
    Direction direction = direction();
    if (judge.idles() || !(direction.slope() > StopRule.NOISE * Math.abs(point.loss()))) {
      return ledger.last(point, StopReason.Converged.NO_FURTHER);
    }
    Optional<StepSample.Line> line =
        holdout.map(rows -> rows.line(direction.within(), direction.slope()));
    holdout.ifPresent(rows -> spending.passes(rows.passes()));
    double t = line.map(l -> middle.length(l.length(), far)).orElse(1.0);
    if (judged() && !judge.worthwhile(t, advantage(holdout.get(), t * direction.slope()))) {
      retreat();
      return step();
    }
    StepSeconds seconds = spending.takeSeconds();
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      Optional<StopReason> limit = ledger.limit();
      if (limit.isPresent()) {
        return ledger.last(point, limit.get());
      }
      EvaluatedPoint found = pass(moved(direction.vector(), t), middle.request(ledger.steps() + 1));
      double[] back = difference(point.u(), found.u());
      double promised = Vectors.dot(point.gradient(), back);
      if (accepted(found, back, promised)) {
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
    return ledger.stuck(point);
  }

  /**
   * Where a step leads: u - t vector.
   *
   * @param within the step of length one, cut at the orthant's faces
   * @param slope what the objective falls by along it, at first
   */
  private record Direction(double[] vector, double[] within, double slope) {}

  /** B^-1 g by the secant law; without the pairs where those do not lead downhill. */
  private Direction direction() {
    Direction direction = direction(this::solve);
    if (pairs.count() > 0 && !(direction.slope() > 0)) {
      pairs = pairs.forgotten();
      direction = direction(this::solve);
    }
    return direction.slope() > 0
        ? direction
        : along(orthant.downhill(direction.vector(), point.gradient()));
  }

  private Direction direction(UnaryOperator<double[]> middle) {
    return along(orthant.direction(pairs, point.gradient(), middle));
  }

  private Direction along(double[] vector) {
    double[] within = orthant.isWhole() ? vector : difference(point.u(), moved(vector, 1));
    return new Direction(vector, within, Vectors.dot(point.gradient(), within));
  }

  private double[] moved(double[] direction, double t) {
    double[] at = point.u().clone();
    Vectors.addScaledInto(-t, direction, at);
    return orthant.nearest(at);
  }

  private StepSample moved(StepSample.Line line, double t, EvaluatedPoint found) {
    if (orthant.isWhole()) {
      return line.moved(t);
    }
    StepSample there = holdout.orElseThrow().at(found.u());
    spending.passes(there.passes());
    return there;
  }

  private double[] solve(double[] q) {
    HessianModel.Product product = middle.solve(point.u(), q, pairs, orthant);
    spending.passes(product.passes());
    return product.vector();
  }

  /** Whether this step shows if B pays: where it can be given up and has just been renewed. */
  private boolean judged() {
    return mayRetreat && holdout.isPresent() && PilotHessian.renewedAt(ledger.steps());
  }

  /**
   * What a pass spent on the step with B is expected to gain, over what one would gain without B: a
   * step along the direction of the secant pairs alone, of the gradient where there are none.
   *
   * @param gain twice the expected gain of the step with B
   */
  private double advantage(StepSample rows, double gain) {
    double passes = 1 + spending.passesSoFar();
    HessianModel plain = ScaledIdentity.identity(objective.dimension());
    Direction direction = direction(q -> plain.solve(point.u(), q, pairs, orthant).vector());
    double slope = direction.slope();
    spending.passes(rows.passes());
    return slope > 0 ? gain / (passes * rows.line(direction.within(), slope).gain()) : 1;
  }

  /**
   * @param back from {@code found} to the present point
   * @param promised what the gradient promises of the step to {@code found}
   */
  private boolean accepted(EvaluatedPoint found, double[] back, double promised) {
    double change = found.loss() - point.loss();
    // Where rounding hides what a step gains, its slope still shows it.
    boolean flatter =
        Math.abs(change) <= StepJudge.NOISE * Math.abs(point.loss())
            && Math.abs(Vectors.dot(found.gradient(), back)) <= 0.9 * promised;
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

  private TrainingState stepped(EvaluatedPoint found, StepSeconds seconds) {
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
}
