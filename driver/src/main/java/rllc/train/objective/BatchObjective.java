package rllc.train.objective;

import rllc.train.batch.BatchPlan;

/** An objective that is a mean over rows and can be asked about some of them. */
public interface BatchObjective extends CurvedObjective {
  /** Rows of the data. */
  long rows();

  /** Blocks that they are packed into; see {@link BatchPlan}. */
  int blocks();

  /** Points of one call at most. */
  int mostPoints();

  /**
   * Mean loss over the rows of {@code batch}, penalty added, and its gradient at each point; NaN
   * from 0 rows where none of them has a weight. The rows are read once: each answer's {@code
   * passes} and {@code rows} are those of all together.
   */
  Evaluation[] evaluate(double[][] points, Batch batch);

  /** The Hessian of the same function at {@code theta} times {@code direction}. */
  double[] hessianVector(double[] theta, double[] direction, Batch batch);

  @Override
  default double[] hessianVector(double[] theta, double[] direction) {
    return hessianVector(theta, direction, Batch.ALL);
  }
}
