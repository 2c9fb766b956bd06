package rllc.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;

/**
 * Newton's method for few features where the objective has an L1 part or a box (proximal Newton:
 * Lee, Sun and Saunders, SIAM J. Optim. 24, 2014; with an L1 part alone, LIBLINEAR's newGLMNET and
 * glmnet). A step:
 *
 * <ol>
 *   <li>z minimises the quadratic model with the exact Hessian, plus the L1 part, within the box
 *       ({@link ProximalModel})
 *   <li>t in (0, 1] minimises the holdout's loss along u + t (z - u), where that is far below one
 *   <li>one pass there; accepted if the objective falls by 1e-4 of what the model's slope promises,
 *       else t is halved
 * </ol>
 *
 * <p>Losses have the L1 part; gradient norms are those of {@link SeparablePart#gradient}.
 */
final class ProximalNewton implements Iterator<TrainingState> {
  private static final double ARMIJO = 1e-4;
  private static final int MOST_TRIALS = 30;

  /** A holdout is a sample: near one, its length says no more than Newton's own. */
  private static final double FAR_SHORTER = 0.5;

  private final LinearObjective objective;
  private final SeparablePart part;
  private final ExactHessian hessian;
  private final StopRule rule;
  private final StopRule limits;
  private final Ledger ledger;
  private final Spending spending;
  private final StepJudge judge = new StepJudge();
  private final double[] start;
  private Point point;
  private Optional<Holdout> holdout = Optional.empty();
  private boolean ended;

  /**
   * @param u start, in the objective's coordinates; moved into the box
   * @param seed of the holdout's draw
   */
  ProximalNewton(
      LinearObjective objective, double[] u, long seed, StopSettings stop, RunControl control) {
    this.objective = objective;
    this.part = SeparablePart.of(objective);
    this.hessian = new ExactHessian(objective, seed);
    this.rule =
        StopRule.diverged()
            .or(StopRule.targetLoss(stop))
            .or(StopRule.converged(PilotSecant.GRADIENT_TOL * stop.tol()))
            .or(judge.converged(stop.tol()))
            .or(StopRule.limits(stop));
    this.limits = StopRule.limits(stop);
    this.ledger = new Ledger(control);
    this.spending = ledger.spending();
    this.start = objective.box().nearest(u);
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
      take(pass(start));
      holdout = hessian.holdout().map(rows -> Holdout.at(start, rows, objective.penalty()));
      holdout.ifPresent(rows -> spending.passes(rows.passes()));
    }
    Optional<StopReason> stop = rule.check(ledger.reached(point));
    return stop.isPresent() ? last(stop.get()) : step();
  }

  private Point pass(double[] u) {
    return Point.of(objective, u, spending.pass(() -> objective.survey(u, hessian.request())));
  }

  private void take(Point next) {
    point = next;
    hessian.take(next.survey());
  }

  private TrainingState step() {
    double[] u = point.u();
    double[] z = ProximalModel.minimiser(hessian.matrix(), point.smoothGradient(), u, part);
    double[] direction = towards(u, z, 1);
    double slope =
        Vectors.dot(point.smoothGradient(), direction)
            + objective.l1Value(u)
            - objective.l1Value(z);
    if (judge.idles() || !(slope > StopRule.NOISE * Math.abs(point.loss()))) {
      return last(new StopReason.Converged("the loss can fall no further in double precision"));
    }
    Optional<Holdout.Line> line = holdout.map(rows -> rows.line(direction, slope));
    holdout.ifPresent(rows -> spending.passes(rows.passes()));
    double t = line.map(Holdout.Line::length).filter(l -> l < FAR_SHORTER).orElse(1.0);
    StepSeconds seconds = spending.takeSeconds();
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      Optional<StopReason> limit = limits.check(ledger.soFar());
      if (limit.isPresent()) {
        return last(limit.get());
      }
      Point found = pass(t == 1 ? z : towards(u, direction, t));
      if (accepted(found, t * slope)) {
        double taken = t;
        holdout = line.map(l -> l.moved(taken));
        judge.gained(point.loss(), found.loss(), Vectors.norm(found.gradient()), true);
        TrainingState result = ledger.stepped(point, found, seconds);
        take(found);
        return result;
      }
      t /= 2;
    }
    ended = true;
    return ledger.stuck(point);
  }

  private boolean accepted(Point found, double promised) {
    double change = found.loss() - point.loss();
    // Where rounding hides what a step gains, its gradient still shows it.
    boolean flatter =
        Math.abs(change) <= StepJudge.NOISE * Math.abs(point.loss())
            && Vectors.norm(found.gradient()) <= 0.9 * Vectors.norm(point.gradient());
    return change <= -ARMIJO * promised || flatter;
  }

  /** u - t direction. */
  private static double[] towards(double[] u, double[] direction, double t) {
    double[] at = u.clone();
    Vectors.addScaledInto(-t, direction, at);
    return at;
  }

  private TrainingState last(StopReason reason) {
    ended = true;
    return ledger.last(point, reason);
  }
}
