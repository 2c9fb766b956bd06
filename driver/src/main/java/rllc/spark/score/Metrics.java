package rllc.spark.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rllc.family.Family;
import rllc.family.Score;
import rllc.kernel.KernelMode;
import rllc.loss.Loss;
import rllc.spark.data.PackedData;

/**
 * How well a model does on packed rows: weighted metrics by name, in the order of the
 * documentation.
 */
public final class Metrics {
  private Metrics() {}

  /**
   * The scores of a model of {@code family}.
   *
   * @param theta d * K coefficients, class-fastest, and K intercepts, on the features' own scale
   */
  public static Map<String, Double> of(
      Family family, PackedData data, double[] theta, KernelMode kernel) {
    return of(family, data, theta, kernel, Auc.Limits.of(data.blocks().context()));
  }

  static Map<String, Double> of(
      Family family, PackedData data, double[] theta, KernelMode kernel, Auc.Limits limits) {
    return of(family.scores(), family, data, theta, kernel, limits);
  }

  /** One of them alone. */
  static double one(
      Score score, Family family, PackedData data, double[] theta, KernelMode kernel) {
    Auc.Limits limits = Auc.Limits.of(data.blocks().context());
    return of(List.of(score), family, data, theta, kernel, limits).get(score.key());
  }

  private static Map<String, Double> of(
      List<Score> scores,
      Family family,
      PackedData data,
      double[] theta,
      KernelMode kernel,
      Auc.Limits limits) {
    Loss loss = family.loss(theta.length / (data.features() + 1));
    long stride = scores.contains(Score.AUC) ? limits.stride(data.rows()) : 0;
    MetricSums sums = data.sum(new MetricFunction(family, loss, theta, kernel, stride));
    double squares = loss.isQuadratic() ? 2 * sums.loss() : sums.squares();
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Score score : scores) {
      double value =
          switch (score) {
            case AUC -> new Auc(data, theta, kernel, limits).of(sums);
            case LOG_LOSS, SQUARED_HINGE -> sums.loss() / sums.weight();
            // A row of a class that no training row has is a miss; no model gives it a loss.
            case ACCURACY -> sums.correct() / (sums.weight() + data.unseen().weight());
            case DEVIANCE -> 2 * sums.loss() / sums.weight();
            case RMSE -> Math.sqrt(squares / sums.weight());
            case MAE -> sums.absolute() / sums.weight();
            case R2 -> 1 - squares / data.moments().labelSquares();
          };
      metrics.put(score.key(), value);
    }
    return metrics;
  }
}
