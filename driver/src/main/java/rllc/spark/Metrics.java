package rllc.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Kernels;
import rllc.settings.ModelSettings.Family;
import rllc.shard.Block;
import rllc.shard.MarginLoss;
import rllc.shard.Softmax;
import scala.Tuple3;

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

  /**
   * {@code auc} (area under the ROC curve, ties counted half), {@code logLoss}, {@code accuracy}
   * (at probability 0.5).
   *
   * @param theta d coefficients and the intercept, on the features' own scale
   */
  public static Map<String, Double> binomial(PackedData data, double[] theta, KernelMode kernel) {
    MetricSums sums = data.sum(new MetricFunction(MarginLoss.LOGISTIC, theta, kernel));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", auc(data, theta, kernel));
    metrics.put("logLoss", sums.loss() / sums.weight());
    metrics.put("accuracy", sums.correct() / sums.weight());
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
    MetricSums sums = data.sum(new MetricFunction(softmax, theta, kernel));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("logLoss", sums.loss() / sums.weight());
    metrics.put("accuracy", sums.correct() / sums.weight());
    return metrics;
  }

  /** {@code rmse}, {@code mae}, {@code r2} = 1 - residual / total sum of squares about the mean. */
  public static Map<String, Double> gaussian(PackedData data, double[] theta, KernelMode kernel) {
    MetricSums sums = data.sum(new MetricFunction(MarginLoss.SQUARED, theta, kernel));
    double spread = sums.labelSquares() - sums.labels() * sums.labels() / sums.weight();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rmse", Math.sqrt(2 * sums.loss() / sums.weight()));
    metrics.put("mae", sums.absolute() / sums.weight());
    metrics.put("r2", 1 - 2 * sums.loss() / spread);
    return metrics;
  }

  private static double auc(PackedData data, double[] theta, KernelMode kernel) {
    JavaRDD<Tuple3<Object, Object, Object>> scored =
        data.blocks().mapPartitions(blocks -> scores(blocks, theta, kernel));
    // 0 bins: the exact curve. The margin orders rows as the probability does, without ties from
    // rounding near 0 and 1.
    BinaryClassificationMetrics metrics = new BinaryClassificationMetrics(scored.rdd(), 0);
    try {
      return metrics.areaUnderROC();
    } finally {
      metrics.unpersist();
    }
  }

  private static Iterator<Tuple3<Object, Object, Object>> scores(
      Iterator<Block> blocks, double[] theta, KernelMode mode) {
    Kernels kernels = KernelChoice.of(mode).kernels();
    List<Tuple3<Object, Object, Object>> scores = new ArrayList<>();
    blocks.forEachRemaining(
        block -> {
          double[] margins = new double[block.rows()];
          kernels.marginsInto(block, 1, theta, margins);
          for (int row = 0; row < margins.length; row++) {
            scores.add(new Tuple3<>(margins[row], block.label(row), block.weight(row)));
          }
        });
    return scores.iterator();
  }
}
