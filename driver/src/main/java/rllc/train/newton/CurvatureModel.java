package rllc.train.newton;

import rllc.train.linear.LinearObjective;
import rllc.train.run.Passes;

/** A model of the Hessian that can be multiplied with too. */
sealed interface CurvatureModel extends HessianModel permits PilotHessian, DiagonalHessian {
  /** B v, B as it is at {@code u}. */
  double[] times(
      NewtonProblem problem, double[] u, double[] v, Passes<? extends LinearObjective> passes);
}
