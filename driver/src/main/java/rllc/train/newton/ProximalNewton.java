package rllc.train.newton;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import rllc.optim.Vectors;
import rllc.settings.StopSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.NonsmoothTerm;
import rllc.train.objective.StepSeconds;
import rllc.train.pilot.StepSample;
import rllc.train.run.RunControl;
import rllc.train.run.StopReason;
import rllc.train.run.StopRule;
import rllc.train.run.TrainingState;

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
 * <p>Losses have the L1 part; gradient norms are those of {@link NonsmoothTerm#gradient}.
 */
public final class ProximalNewton implements Iterator<TrainingState> {
  private static final double ARMIJO = 1e-4;
  private static final int MOST_TRIALS = 30;

  private final LinearObjective objective;
  private final NonsmoothTerm part;
  private final ExactHessian hessian;
  private final Ledger ledger;
  private final Spending spending;
  private final StepJudge judge = new StepJudge();
  private final double[] start;
  private EvaluatedPoint point;
  private Optional<StepSample> holdout = Optional.empty();

  /**
   * @param u start, in the objective's coordinates; moved into the box
   * @param seed of the holdout's draw
   */
  public ProximalNewton(
      LinearObjective objective, double[] u, long seed, StopSettings stop, RunControl control) {
    this.objective = objective;
    this.part = NonsmoothTerm.of(objective);
    this.hessian = new ExactHessian(objective, seed);
    this.ledger = new Ledger(judge, stop, control);
    this.spending = ledger.spending();
    this.start = objective.box().nearest(u);
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
      take(pass(start));
      holdout = hessian.holdout().map(rows -> StepSample.at(start, rows, objective.penalty()));
      holdout.ifPresent(rows -> spending.passes(rows.passes()));
    }
    Optional<StopReason> stop = ledger.reached(point);
    return stop.isPresent() ? ledger.last(point, stop.get()) : step();
  }

  private EvaluatedPoint pass(double[] u) {
    return EvaluatedPoint.of(
        objective, part, u, spending.pass(() -> objective.survey(u, hessian.request())));
  }

  private void take(EvaluatedPoint next) {
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
      return ledger.last(point, StopReason.Converged.NO_FURTHER);
    }
    Optional<StepSample.Line> line = holdout.map(rows -> rows.line(direction, slope));
    holdout.ifPresent(rows -> spending.passes(rows.passes()));
    double t =
        line.map(StepSample.Line::length).filter(l -> l < ExactHessian.FAR_SHORTER).orElse(1.0);
    StepSeconds seconds = spending.takeSeconds();
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      Optional<StopReason> limit = ledger.limit();
      if (limit.isPresent()) {
        return ledger.last(point, limit.get());
      }
      EvaluatedPoint found = pass(t == 1 ? z : towards(u, direction, t));
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
    return ledger.stuck(point);
  }

  private boolean accepted(EvaluatedPoint found, double promised) {
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
}
