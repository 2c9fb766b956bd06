package rllc.train.newton;

import rllc.optim.SecantPairs;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.memory.MemoryMethod;
import rllc.train.report.OptimizerInfo;
import rllc.train.run.Method;

/** Makes the methods of this package. */
public final class NewtonMethods {
  private NewtonMethods() {}

  /**
   * Newton's method with the exact Hessian; proximal with an L1 part or a box.
   *
   * @param seed of the step sample's draw
   */
  public static Method<LinearObjective, ?> newton(
      LinearObjective objective, String preset, String reason, long seed) {
    // Point, trial, minimum and gradients.
    OptimizerInfo info = OptimizerInfo.plain(preset, reason, 0, 5);
    return new Newton(NewtonProblem.of(objective, seed), info);
  }

  /** Secant pairs around the matrix that {@code settings} ask for. */
  public static Method<LinearObjective, ?> pilot(
      LinearObjective objective, OptimizerSettings.PilotNewton settings, String reason, long seed) {
    int d = objective.dimension();
    Metric metric = settings.metric().orElse(Metric.PILOT);
    HessianModel first =
        switch (metric) {
          case PILOT -> PilotHessian.NONE;
          case DIAGONAL -> DiagonalHessian.NONE;
          case IDENTITY -> ScaledIdentity.identity(d);
        };
    boolean mayDrop = settings.metric().isEmpty();
    int most = metric == Metric.IDENTITY ? SecantPairs.many(d) : SecantPairs.FEW;
    return pairs(objective, settings.preset(), first, mayDrop, most, reason, seed);
  }

  /** L-BFGS with as many pairs as pay, in a metric of the features' sizes. */
  public static Method<LinearObjective, ?> sizes(
      LinearObjective objective, String preset, String reason, long seed) {
    ScaledIdentity first = ScaledIdentity.bySizes(objective.coordinates().sizes());
    int most = SecantPairs.many(objective.dimension());
    return pairs(objective, preset, first, false, most, reason, seed);
  }

  private static Method<LinearObjective, ?> pairs(
      LinearObjective objective,
      String preset,
      HessianModel first,
      boolean mayDrop,
      int most,
      String reason,
      long seed) {
    // Steps, changes and the middle's unit; around them theta, gradient and three diagonals.
    int units = 2 * (mayDrop ? SecantPairs.many(objective.dimension()) : most) + 1;
    OptimizerInfo info = OptimizerInfo.plain(preset, reason, units, units + 5);
    return new PilotNewton(NewtonProblem.of(objective, seed), first, mayDrop, most, info);
  }

  /**
   * Memory units whose law is corrected in a metric of curvature.
   *
   * @param metric pilot or diagonal
   */
  public static Method<LinearObjective, ?> inMetric(
      LinearObjective objective, MemoryMethod memory, Metric metric, long seed) {
    CurvatureModel first = metric == Metric.PILOT ? PilotHessian.NONE : DiagonalHessian.NONE;
    return new MetricMemory(NewtonProblem.of(objective, seed), memory, first);
  }
}
