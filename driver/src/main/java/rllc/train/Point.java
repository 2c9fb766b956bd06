package rllc.train;

/**
 * A point of a run and what a pass there has brought.
 *
 * @param loss the whole objective
 * @param gradient its gradient; with an L1 part or a box the shortest subgradient
 */
record Point(double[] u, LinearObjective.Survey survey, double loss, double[] gradient) {
  static Point of(LinearObjective objective, double[] u, LinearObjective.Survey survey) {
    Evaluation smooth = survey.evaluation();
    double[] gradient = SeparablePart.of(objective).gradient(u, smooth.gradient());
    return new Point(u, survey, smooth.loss() + objective.l1Value(u), gradient);
  }

  /** Of the part that has one. */
  double[] smoothGradient() {
    return survey.evaluation().gradient();
  }
}
