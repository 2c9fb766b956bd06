package rllc.train.newton;

import rllc.optim.LawMetric;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;

/**
 * A linear model's objective for a law that is corrected in the metric of its curvature. One
 * evaluation is one step of the run; some bring the curvature anew. Products with a pilot count in
 * the next evaluation, as the part of the rows that they touch. Has a state: for one run only.
 */
public final class MetricObjective implements Objective {
  private final LinearObjective objective;
  private final PassMetric metric;
  private int step;
  private double productPasses;

  public MetricObjective(LinearObjective objective, PassMetric metric) {
    this.objective = objective;
    this.metric = metric;
  }

  @Override
  public int dimension() {
    return objective.dimension();
  }

  @Override
  public Evaluation evaluate(double[] u) {
    LinearObjective.Survey survey = objective.survey(u, metric.request(step++));
    double passes = survey.evaluation().passes() + productPasses + metric.take(survey, u);
    productPasses = 0;
    return new Evaluation(
        survey.evaluation().loss(),
        survey.evaluation().gradient(),
        passes,
        survey.evaluation().rows(),
        survey.evaluation().seconds(),
        LawMetric.of(v -> times(u, v)));
  }

  private double[] times(double[] u, double[] v) {
    HessianModel.Product product = metric.times(u, v);
    productPasses += product.passes();
    return product.vector();
  }
}
