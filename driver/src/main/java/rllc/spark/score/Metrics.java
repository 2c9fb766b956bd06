package rllc.spark.score;

import java.util.LinkedHashMap;
import java.util.Map;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.settings.ModelSettings.Family;
import rllc.settings.Score;
import rllc.spark.data.PackedData;

/**
 * How well a model does on packed rows: weighted metrics by name, in the order of the
 * documentation.
 */
public final class Metrics {
  private Metrics() {}

  /** The metrics of a model of {@code family}. */
  public static Map<String, Double> of(
      Family family, PackedData data, double[] theta, KernelMode kernel) {
    return switch (family) {
      case BINOMIAL -> binomial(data, theta, kernel);
      case MULTINOMIAL -> multinomial(data, theta, kernel);
      case GAUSSIAN -> gaussian(data, theta, kernel);
      case AUTO -> throw new IllegalArgumentException("`family` must be resolved, got AUTO");
    };
  }

  /** One of them alone; never more work than all. */
  static double one(
      Score score, Family family, PackedData data, double[] theta, KernelMode kernel) {
    return (score != Score.AUC && family == Family.BINOMIAL
            ? losses(data, data.sum(new MetricFunction(MarginLoss.LOGISTIC, theta, kernel)))
            : of(family, data, theta, kernel))
        .get(score.key());
  }

  /**
   * {@code auc} (area under the ROC curve, ties counted half), {@code logLoss}, {@code accuracy}
   * (at probability 0.5).
   *
   * @param theta d coefficients and the intercept, on the features' own scale
   */
  public static Map<String, Double> binomial(PackedData data, double[] theta, KernelMode kernel) {
    return binomial(data, theta, kernel, Auc.Limits.of(data.blocks().context()));
  }

  static Map<String, Double> binomial(
      PackedData data, double[] theta, KernelMode kernel, Auc.Limits limits) {
    long stride = limits.stride(data.rows());
    MetricSums sums = data.sum(new MetricFunction(MarginLoss.LOGISTIC, theta, kernel, stride));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", new Auc(data, theta, kernel, limits).of(sums));
    metrics.putAll(losses(data, sums));
    return metrics;
  }

  /**
   * {@code logLoss}, {@code accuracy} (of the class of the largest margin).
   *
   * @param theta d * K coefficients, class-fastest, and K intercepts, on the features' own scale
   */
  public static Map<String, Double> multinomial(
      PackedData data, double[] theta, KernelMode kernel) {
    Softmax softmax = new Softmax(theta.length / (data.features() + 1));
    return losses(data, data.sum(new MetricFunction(softmax, theta, kernel)));
  }

  /** A row of a class that no training row has is a miss; no model gives it a loss. */
  private static Map<String, Double> losses(PackedData data, MetricSums sums) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("logLoss", sums.loss() / sums.weight());
    metrics.put("accuracy", sums.correct() / (sums.weight() + data.unseen().weight()));
    return metrics;
  }

  /** {@code rmse}, {@code mae}, {@code r2} = 1 - residual / total sum of squares about the mean. */
  public static Map<String, Double> gaussian(PackedData data, double[] theta, KernelMode kernel) {
    MetricSums sums = data.sum(new MetricFunction(MarginLoss.SQUARED, theta, kernel));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rmse", Math.sqrt(2 * sums.loss() / sums.weight()));
    metrics.put("mae", sums.absolute() / sums.weight());
    metrics.put("r2", 1 - 2 * sums.loss() / data.moments().labelSquares());
    return metrics;
  }
}
