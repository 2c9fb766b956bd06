package rllc.train.newton;

import rllc.optim.SecantPairs;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Orthant;
import rllc.train.run.Passes;

/**
 * A matrix B that stands for the Hessian in the two-loop recursion of L-BFGS, which knows the rest
 * by secant pairs (a preconditioner that changes: Jiang, Byrd, Eskow and Schnabel, tech. report
 * CU-CS-977-04, 2004). An immutable value; a pass that brings what it asked for makes the next one.
 */
sealed interface HessianModel permits CurvatureModel, ScaledIdentity {
  /** What the pass that leads to step {@code step} shall bring. */
  default PassRequest request(NewtonProblem problem, int step, boolean wantsSample) {
    return PassRequest.GRADIENT;
  }

  /** The model after a pass at {@code u} that brought {@code survey}. */
  default HessianModel after(
      NewtonProblem problem,
      LinearObjective.Survey survey,
      double[] u,
      Passes<? extends LinearObjective> passes) {
    return this;
  }

  /**
   * Roughly B^-1 q at {@code u}.
   *
   * @param q 0 for coordinates that {@code orthant} holds: B is restricted to the others
   */
  double[] solve(
      NewtonProblem problem,
      double[] u,
      double[] q,
      SecantPairs pairs,
      Orthant orthant,
      Passes<? extends LinearObjective> passes);
}
