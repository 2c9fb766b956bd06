package rllc.train.newton;

import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Orthant;
import rllc.train.pilot.Pilot;

/**
 * The matrix B in the middle of the secant law, as {@link PilotSecant} uses it: asks the passes for
 * what it needs and multiplies with B^-1. Has a state: what the last draw has brought.
 */
public interface HessianModel {
  /** A vector, and what it cost in passes over the data. */
  record Product(double[] vector, double passes) {}

  /**
   * The matrix that {@code settings} ask for.
   *
   * @param settings of preset auto, resolved: Secant or Gramian
   */
  static HessianModel of(OptimizerSettings settings, LinearObjective objective, long seed) {
    if (settings instanceof OptimizerSettings.Gramian) {
      return new GramianHessian(objective, seed);
    }
    return switch (((OptimizerSettings.Secant) settings).metric().orElse(Metric.PILOT)) {
      case PILOT -> new PilotHessian(objective, seed);
      case DIAGONAL -> new DiagonalHessian(objective);
      case IDENTITY -> ScaledIdentity.identity(objective.dimension());
    };
  }

  /** What the pass that leads to step {@code step} shall bring. */
  PassRequest request(int step);

  /**
   * Takes what an accepted pass has brought.
   *
   * @param u where it was made
   * @return the cost of the work done, in passes
   */
  double take(LinearObjective.Survey survey, double[] u);

  /**
   * Roughly B^-1 q at {@code u}.
   *
   * @param q 0 where coordinates are held
   * @param orthant says which are: B is that of the others alone
   */
  Product solve(double[] u, double[] q, SecantPairs pairs, Orthant orthant);

  /** Rows that judge steps. */
  Optional<Pilot> holdout();

  /**
   * The length of the step, of which the holdout has made {@code proposed}.
   *
   * @param far whether the step before has lowered the loss by a good part of it
   */
  default double length(double proposed, boolean far) {
    return proposed;
  }

  /**
   * Whether the pairs of earlier steps are dropped after step {@code step}.
   *
   * @param far whether it has left their points behind
   */
  boolean forgets(int step, boolean far);

  /**
   * Pairs that are kept.
   *
   * @param dimension their length
   */
  default int mostPairs(int dimension) {
    return SecantPairs.FEW;
  }

  /** A matrix of lesser cost, for a run to which this one does not pay. */
  default HessianModel instead() {
    throw new IllegalStateException("this matrix is not given up");
  }

  /** The part of the Hessian's trace that B knows as a diagonal alone, from 0 to 1. */
  double unseen();
}
