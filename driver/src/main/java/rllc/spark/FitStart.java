package rllc.spark;

import java.util.Optional;
import rllc.loss.MarginLoss;
import rllc.settings.RunSettings;
import rllc.shard.Moments;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.ClassWeightsFunction;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.StartPoint;
import rllc.train.run.RunOrigin;

/** Where a fit begins ({@code optimizer.start}), and the null model that it is measured against. */
final class FitStart {
  private FitStart() {}

  /**
   * @param model coefficients and intercepts on the features' own scale to begin at, in the place
   *     of {@code wanted}
   */
  static RunOrigin of(
      LinearObjective objective,
      PackedData data,
      RunSettings.Start wanted,
      Optional<double[]> model) {
    boolean zero =
        (wanted == RunSettings.Start.ZERO && model.isEmpty())
            || !objective.coordinates().fitIntercept();
    StartPoint point = zero ? StartPoint.ZERO : StartPoint.PRIOR;
    int d = objective.coordinates().features();
    double[] nullModel;
    double loss;
    if (objective.loss() instanceof MarginLoss scalar) {
      Moments moments = data.moments();
      nullModel = objective.fromOriginal(point.theta(scalar, moments.labelMean(), d));
      loss = loss(scalar, moments, objective.toOriginal(nullModel)[d]);
    } else {
      int classes = objective.coordinates().outputs();
      double[] weights = data.sum(new ClassWeightsFunction(classes));
      nullModel = objective.fromOriginal(point.theta(weights, d));
      loss = loss(objective, weights, objective.toOriginal(nullModel));
    }
    double unit = objective.unit();
    double[] start = model.map(objective::fromOriginal).orElse(nullModel);
    return new RunOrigin(start, nullModel, loss / (unit * unit));
  }

  /** The mean loss of the labels if every margin is {@code intercept}. */
  private static double loss(MarginLoss loss, Moments moments, double intercept) {
    double mean = moments.labelMean();
    double[] margin = {intercept};
    return switch (loss) {
      case LOGISTIC -> mean * loss.value(margin, 1) + (1 - mean) * loss.value(margin, 0);
      case SQUARED -> {
        double off = mean - intercept;
        yield (moments.labelDeviation() * moments.labelDeviation() + off * off) / 2;
      }
    };
  }

  private static double loss(LinearObjective objective, double[] weights, double[] theta) {
    double[] margins = new double[weights.length];
    System.arraycopy(theta, theta.length - margins.length, margins, 0, margins.length);
    double sum = 0;
    double all = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * objective.loss().value(margins, k);
      all += weights[k];
    }
    return sum / all;
  }
}
