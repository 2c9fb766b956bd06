package rllc.train.newton;

import rllc.train.linear.LinearObjective;

/**
 * A point that a run has been to, evaluated.
 *
 * @param u the point
 * @param loss the whole objective there, its L1 part included
 * @param gradient of its smooth part
 * @param rows that they were taken over
 */
record Iterate(double[] u, double loss, double[] gradient, long rows) {
  static Iterate of(LinearObjective objective, double[] u, LinearObjective.Survey survey) {
    return new Iterate(
        u,
        survey.evaluation().loss() + objective.l1Value(u),
        survey.evaluation().gradient(),
        survey.evaluation().rows());
  }
}
