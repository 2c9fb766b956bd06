package rllc.train.newton;

import rllc.train.linear.LinearObjective;
import rllc.train.objective.Evaluation;
import rllc.train.objective.NonsmoothTerm;

/**
 * A point that a run has been to, and what a pass there has brought.
 *
 * @param loss the whole objective
 * @param gradient its gradient; with an L1 part or a box the shortest subgradient
 */
record EvaluatedPoint(double[] u, LinearObjective.Survey survey, double loss, double[] gradient) {
  /**
   * @param part of {@code objective}
   */
  static EvaluatedPoint of(
      LinearObjective objective, NonsmoothTerm part, double[] u, LinearObjective.Survey survey) {
    Evaluation smooth = survey.evaluation();
    double[] gradient = part.gradient(u, smooth.gradient());
    return new EvaluatedPoint(u, survey, smooth.loss() + objective.l1Value(u), gradient);
  }

  /** Of the part that has one. */
  double[] smoothGradient() {
    return survey.evaluation().gradient();
  }
}
