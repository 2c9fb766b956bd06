package rllc.train;

import rllc.shard.GradientSum;
import rllc.shard.Loss;

/**
 * Where sums over the rows come from: blocks in memory, or the executors of a cluster. All vectors
 * are in the features' original coordinates: d * K coefficients, class-fastest, then K intercepts.
 */
public interface GradientSource {
  /**
   * Sums over rows, and where the time went.
   *
   * @param sum weighted, not divided
   */
  record Reply(GradientSum sum, StepSeconds seconds) {}

  /** Rows of the data. */
  long rows();

  /** Sum of their weights. */
  double weightSum();

  /** Loss and gradient sums at {@code theta}. */
  Reply sum(Loss loss, double[] theta);

  /** The Hessian of the loss sum at {@code theta} times {@code direction}; one pass. */
  double[] hessianVector(Loss loss, double[] theta, double[] direction);
}
