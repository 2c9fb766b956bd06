package rllc.train.newton;

import java.util.List;
import java.util.Optional;
import rllc.shard.MarginLoss;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.LossGramian;
import rllc.train.linear.PassRequest;
import rllc.train.pilot.Pilot;
import rllc.train.pilot.PilotSchedule;

/**
 * The Hessian of all rows, which each pass brings along ({@link LossGramian}), and a holdout, which
 * the first one does. For least squares the first pass's Hessian serves the run, whose steps need
 * no holdout.
 */
final class ExactHessian {
  /**
   * A holdout's length of a Newton step is taken below this part of one: it is a sample, and near
   * one its length says no more than Newton's own.
   */
  static final double FAR_SHORTER = 0.5;

  private final LinearObjective objective;
  private final long seed;
  private final boolean quadratic;
  private Optional<Pilot> holdout = Optional.empty();
  private double[][] matrix;

  /**
   * @param seed of the holdout's draw
   */
  ExactHessian(LinearObjective objective, long seed) {
    this.objective = objective;
    this.seed = seed;
    this.quadratic = objective.loss() == MarginLoss.SQUARED;
  }

  /** Whether the Hessian is the same everywhere. */
  boolean quadratic() {
    return quadratic;
  }

  /** What the next pass shall bring. */
  PassRequest request() {
    if (quadratic) {
      return matrix == null ? PassRequest.GRAMIAN : PassRequest.GRADIENT;
    }
    return holdout.isPresent()
        ? PassRequest.GRAMIAN
        : PassRequest.gramian(List.of(PilotSchedule.holdout(objective, seed)));
  }

  /** Takes what an accepted pass has brought. */
  void take(LinearObjective.Survey survey) {
    if (!quadratic && holdout.isEmpty()) {
      holdout = Optional.of(Pilot.of(objective, survey.samples()[0]));
    }
    if (survey.gramian() != null) {
      matrix = objective.hessian(survey.gramian());
    }
  }

  /** That of the last pass taken, penalty included; the caller's to read. */
  double[][] matrix() {
    return matrix;
  }

  Optional<Pilot> holdout() {
    return holdout;
  }
}
