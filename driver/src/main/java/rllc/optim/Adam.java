package rllc.optim;

import rllc.kernel.Sweeps;

/**
 * Adam, in the form of algorithm 1 of Kingma and Ba (arXiv 1412.6980): epsilon is added to the root
 * of the bias-corrected second moment (not the "epsilon hat" form, not AdamW).
 *
 * <p>With t = 1, 2, ...: m &lt;- beta1 m + (1 - beta1) g; s &lt;- beta2 s + (1 - beta2) g^2; theta
 * &lt;- theta - c1 (m / (1 - beta1^t)) / (sqrt(s / (1 - beta2^t)) + epsilon). Units: m, s. There is
 * no law: the square makes the memory non-linear.
 */
public final class Adam implements Optimizer {
  private static final double[] NO_LAW = {};

  private final double c1;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final Sweeps sweeps;

  /**
   * @param sweeps of the memory that holds m and s
   */
  public Adam(double c1, double beta1, double beta2, double epsilon, Sweeps sweeps) {
    this.c1 = c1;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.sweeps = sweeps;
  }

  @Override
  public OptimizerState init(double[] theta) {
    return new OptimizerState(
        theta.clone(), DriverMemoryUnits.zeros(sweeps, theta.length, 2), NO_LAW, 0);
  }

  @Override
  public OptimizerState state(double[] theta, double[][] units, double[] law, int step) {
    return new OptimizerState(theta, DriverMemoryUnits.of(sweeps, units), law, step);
  }

  @Override
  public Update update(OptimizerState state, double[] gradient, double factor) {
    DriverMemoryUnits old = (DriverMemoryUnits) state.memory();
    double[] m = old.column(0).clone();
    double[] s = old.column(1).clone();
    double[] theta = state.theta().clone();
    int t = Math.addExact(state.step(), 1);
    double correction1 = 1 - StrictMath.pow(beta1, t);
    double correction2 = 1 - StrictMath.pow(beta2, t);
    double squares = 0;
    for (int i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
      s[i] = beta2 * s[i] + (1 - beta2) * gradient[i] * gradient[i];
      double change =
          factor * c1 * (m[i] / correction1) / (Math.sqrt(s[i] / correction2) + epsilon);
      theta[i] -= change;
      squares += change * change;
    }
    OptimizerState next = new OptimizerState(theta, DriverMemoryUnits.of(sweeps, m, s), NO_LAW, t);
    return new Update(next, Math.sqrt(squares), Double.NaN);
  }

  @Override
  public double learningRate() {
    return c1;
  }

  /** theta, g, m and s. */
  @Override
  public int vectors() {
    return 4;
  }
}
