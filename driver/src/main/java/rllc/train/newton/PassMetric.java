package rllc.train.newton;

import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;

/**
 * A matrix B that stands for the Hessian and can be multiplied with; some passes bring it anew. Has
 * a state: what the last of them has brought.
 */
public interface PassMetric {
  /** What the pass before step {@code step} shall bring. */
  PassRequest request(int step);

  /**
   * Takes what a pass has brought.
   *
   * @param u where it was made
   * @return the cost of the work done, in passes
   */
  double take(LinearObjective.Survey survey, double[] u);

  /** B v, B as it is at {@code u}. */
  HessianModel.Product times(double[] u, double[] v);
}
