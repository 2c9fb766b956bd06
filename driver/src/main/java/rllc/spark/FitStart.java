package rllc.spark;

import java.util.Arrays;
import java.util.Optional;
import rllc.family.Family;
import rllc.family.LabelFacts;
import rllc.settings.RunSettings;
import rllc.shard.Moments;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.ClassWeightsFunction;
import rllc.spark.gradient.LabelLosses;
import rllc.train.linear.LinearObjective;
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
      Family family,
      PackedData data,
      RunSettings.Start wanted,
      Optional<double[]> model) {
    boolean zero =
        (wanted == RunSettings.Start.ZERO && model.isEmpty())
            || !objective.coordinates().fitIntercept();
    int outputs = objective.coordinates().outputs();
    int intercepts = objective.coordinates().features() * outputs;
    LabelFacts facts = facts(family, data, outputs);
    double[] theta = new double[intercepts + outputs];
    if (!zero) {
      System.arraycopy(family.nullIntercepts(facts), 0, theta, intercepts, outputs);
    }
    double[] nullModel = objective.fromOriginal(theta);
    double[] all = objective.toOriginal(nullModel);
    double[] margins = Arrays.copyOfRange(all, intercepts, all.length);
    double told = family.nullLoss(facts, margins);
    double loss =
        Double.isNaN(told)
            ? data.sum(new LabelLosses(objective.loss(), margins))[0] / data.moments().weightSum()
            : told;
    double unit = objective.unit();
    double[] start = model.map(objective::fromOriginal).orElse(nullModel);
    return new RunOrigin(start, nullModel, loss / (unit * unit));
  }

  private static LabelFacts facts(Family family, PackedData data, int outputs) {
    Moments moments = data.moments();
    double[] classWeights =
        family.hasNumbers() || outputs == 1
            ? new double[0]
            : data.sum(new ClassWeightsFunction(outputs));
    return new LabelFacts(moments.labelMean(), moments.labelDeviation(), classWeights);
  }
}
