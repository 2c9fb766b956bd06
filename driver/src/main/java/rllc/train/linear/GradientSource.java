package rllc.train.linear;

import rllc.kernel.Kernels;
import rllc.loss.Loss;
import rllc.shard.GradientSum;
import rllc.shard.RowSample;
import rllc.train.objective.Batch;
import rllc.train.objective.StepSeconds;

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

  /** What a pass has brought, and where the time went. */
  record Pass(PassSum sum, StepSeconds seconds) {}

  /** Rows of the data. */
  long rows();

  /** Stored entries of all rows: the work of a pass. */
  long entries();

  /** Sum of the rows' weights. */
  double weightSum();

  /** The kernels for rows that the driver holds itself. */
  Kernels kernels();

  /** Sums at {@code theta}, as far as {@code request} asks for them; one pass. */
  Pass pass(Loss loss, double[] theta, PassRequest request);

  /** The rows that {@code draw}, a uniform one, takes; looks at no entry of the others. */
  RowSample draw(DrawRule draw);

  /** Loss and gradient sums at {@code theta}. */
  default Reply sum(Loss loss, double[] theta) {
    Pass pass = pass(loss, theta, PassRequest.GRADIENT);
    return new Reply(pass.sum().gradient(), pass.seconds());
  }

  /** What a batch has brought, and where the time went. */
  record BatchReply(BatchSum sum, StepSeconds seconds) {}

  /** Blocks that the rows are packed into. */
  int blocks();

  /**
   * Loss and gradient sums over the rows of {@code batch} at {@code points} parameter vectors side
   * by side; no other block is touched.
   */
  BatchReply batch(Loss loss, double[] thetas, int points, Batch batch);

  /** What a product with a Hessian has brought: of the loss sum over rows of so much weight. */
  record Product(double[] vector, double weightSum) {}

  /**
   * The Hessian of the loss sum over the rows of {@code batch} at {@code theta} times {@code
   * direction}.
   */
  Product hessianVector(Loss loss, double[] theta, double[] direction, Batch batch);

  /** The same over all rows; one pass. */
  default double[] hessianVector(Loss loss, double[] theta, double[] direction) {
    return hessianVector(loss, theta, direction, Batch.ALL).vector();
  }
}
