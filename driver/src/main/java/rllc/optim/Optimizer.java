package rllc.optim;

/**
 * A first-order method as a value: two pure functions on an explicit state. Minimises; the minus
 * sign and the learning rate are applied in {@link #update}, nowhere else.
 */
public interface Optimizer {
  /**
   * What one step made.
   *
   * @param stepNorm Euclidean norm of the change of theta
   * @param conditionNumber see {@link Law.Correction}; NaN where no law was corrected
   */
  record Update(OptimizerState state, double stepNorm, double conditionNumber) {}

  /** The state before the first step from {@code theta}, which is copied. */
  OptimizerState init(double[] theta);

  /**
   * A state that was taken apart.
   *
   * @param units columns of M
   */
  OptimizerState state(double[] theta, double[][] units, double[] law, int step);

  /**
   * One step.
   *
   * @param gradient at {@code state.theta()}; may be kept in the new state, so it must not be
   *     changed afterwards
   */
  default Update update(OptimizerState state, double[] gradient) {
    return update(state, gradient, 1);
  }

  /**
   * One step with the learning rate {@code factor} * c1.
   *
   * @param factor at least 0, as a schedule has it
   */
  Update update(OptimizerState state, double[] gradient, double factor);

  /**
   * One step in a metric. Only a law that is corrected asks for it.
   *
   * @param gradient as for {@link #update(OptimizerState, double[])}
   */
  default Update update(OptimizerState state, double[] gradient, LawMetric metric) {
    return update(state, gradient);
  }

  /** c1. */
  double learningRate();

  /** Vectors of theta's length alive between steps, theta and the gradient included. */
  int vectors();
}
