package rllc.train.objective;

import rllc.optim.LawMetric;

/**
 * What one evaluation of an objective brought back.
 *
 * <p>{@code gradient} is owned by the receiver. {@code passes} is the cost in rows touched / rows,
 * {@code rows} the rows touched.
 */
public final class Evaluation {
  private final double loss;
  private final double[] gradient;
  private final double passes;
  private final long rows;
  private final StepSeconds seconds;

  private final LawMetric metric;

  /** In the paper's metric. */
  public Evaluation(double loss, double[] gradient, double passes, long rows, StepSeconds seconds) {
    this(loss, gradient, passes, rows, seconds, LawMetric.IDENTITY);
  }

  /**
   * @param metric for the correction of a law at this point
   */
  public Evaluation(
      double loss,
      double[] gradient,
      double passes,
      long rows,
      StepSeconds seconds,
      LawMetric metric) {
    this.metric = metric;
    this.loss = loss;
    this.gradient = gradient;
    this.passes = passes;
    this.rows = rows;
    this.seconds = seconds;
  }

  /** The whole objective, penalty included. */
  public double loss() {
    return loss;
  }

  public double[] gradient() {
    return gradient;
  }

  public double passes() {
    return passes;
  }

  public long rows() {
    return rows;
  }

  public StepSeconds seconds() {
    return seconds;
  }

  public LawMetric metric() {
    return metric;
  }
}
