package rllc.train.objective;

import rllc.optim.Vectors;
import rllc.settings.LearningRate;

/** A learning rate c1 that was found or given, and the passes that finding it cost. */
public record Rate(double c1, double passes) {
  /**
   * c1 as {@code setting} says. The curvature is that at theta = 0, not at the start: there a
   * logistic loss has its largest curvature, 1/4 for every row, whatever the labels. An objective
   * that may be curved more elsewhere is asked at the start too.
   */
  public static Rate of(
      LearningRate setting, CurvedObjective objective, double[] theta, long seed) {
    if (setting.fixed()) {
      return new Rate(setting.value(), 0);
    }
    Curvature curvature = Curvature.estimate(objective, new double[objective.dimension()], seed);
    if (!objective.curvedMostAtZero()) {
      curvature = curvature.max(Curvature.estimate(objective, theta, seed));
    }
    // Without any curvature there is nothing to learn, and any finite rate will do.
    double largest = curvature.largest() > 0 ? curvature.largest() : 1;
    return new Rate(setting.value() / largest, curvature.products());
  }

  /**
   * Adam's rule. Its first step is -c1 sign(g), so c1 = g.s / s.Hs with s = sign(g) minimises the
   * quadratic model along that step: one gradient and one Hessian product, and c1 has theta's unit
   * as it must.
   */
  public static Rate alongSigns(CurvedObjective objective, double[] theta) {
    Evaluation evaluation = objective.evaluate(theta);
    double[] signs = evaluation.gradient().clone();
    for (int i = 0; i < signs.length; i++) {
      signs[i] = Math.signum(signs[i]);
    }
    double slope = Vectors.dot(evaluation.gradient(), signs);
    double curvature = Vectors.dot(signs, objective.hessianVector(theta, signs));
    double c1 = slope > 0 && curvature > 0 ? slope / curvature : 1;
    return new Rate(c1, evaluation.passes() + 1);
  }
}
