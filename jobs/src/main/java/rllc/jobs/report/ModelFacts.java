package rllc.jobs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import rllc.family.Family;
import rllc.family.Score;
import rllc.kernel.KernelMode;
import rllc.shard.Moments;
import rllc.spark.data.PackedData;
import rllc.spark.score.ClassCurves;
import rllc.spark.score.Confusions;
import rllc.spark.score.Residuals;
import rllc.spark.score.RowSample;

/**
 * What a model's page shows beside its run's record: coefficients, features, and how well it does.
 */
public final class ModelFacts {
  /** Coefficients and features that are shown. */
  private static final int SHOWN = 30;

  /** Of more classes a table of confusions is no table. */
  private static final int MOST_CLASSES = 30;

  /** Means this many deviations from zero cost digits wherever features are not centred. */
  private static final double FAR = 1000;

  /** Features other than zero in fewer rows are learnt by heart. */
  private static final double FEW_ROWS = 10;

  private ModelFacts() {}

  /**
   * @param theta coefficients, class-fastest if there are several classes, then intercepts
   * @param outputs intercepts
   */
  public static Map<String, Object> ofCoefficients(PackedData rows, double[] theta, int outputs) {
    Moments moments = rows.moments();
    double[] deviations = moments.featureDeviations();
    ToDoubleFunction<Integer> effect =
        j -> Math.abs(theta[j * outputs + strongest(theta, j, outputs)]) * deviations[j];
    List<Map<String, Object>> shown =
        IntStream.range(0, rows.features())
            .boxed()
            .filter(j -> effect.applyAsDouble(j) > 0)
            .sorted(Comparator.comparingDouble(j -> -effect.applyAsDouble(j)))
            .limit(SHOWN)
            .map(j -> coefficient(rows, theta, j, outputs, deviations[j]))
            .toList();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("coefficients", shown);
    facts.put(
        "nonZero",
        IntStream.range(0, rows.features() * outputs).filter(i -> theta[i] != 0).count());
    facts.put(
        "intercepts",
        IntStream.range(rows.features() * outputs, theta.length).mapToObj(i -> theta[i]).toList());
    facts.put("features", features(rows, moments, deviations));
    return facts;
  }

  /** The class whose coefficient of feature j is the largest. */
  private static int strongest(double[] theta, int j, int outputs) {
    int top = 0;
    for (int k = 1; k < outputs; k++) {
      boolean more = Math.abs(theta[j * outputs + k]) > Math.abs(theta[j * outputs + top]);
      top = more ? k : top;
    }
    return top;
  }

  private static Map<String, Object> coefficient(
      PackedData rows, double[] theta, int j, int outputs, double deviation) {
    int k = strongest(theta, j, outputs);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", rows.featureName(j));
    if (outputs > 1) {
      row.put("output", k);
    }
    row.put("coefficient", theta[j * outputs + k]);
    row.put("standardised", theta[j * outputs + k] * deviation);
    return row;
  }

  private static Map<String, Object> features(
      PackedData rows, Moments moments, double[] deviations) {
    double[] means = moments.featureMeans();
    double[] shares = moments.featureShares();
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<Map<String, Object>> warned = new ArrayList<>();
    List<Map<String, Object>> first = new ArrayList<>();
    for (int j = 0; j < deviations.length; j++) {
      String warning = warning(means[j], deviations[j], shares[j] * rows.rows());
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", rows.featureName(j));
      row.put("mean", means[j]);
      row.put("deviation", deviations[j]);
      row.put("share", shares[j]);
      row.put("warning", warning);
      if (!warning.isEmpty()) {
        counts.merge(warning, 1, Integer::sum);
      }
      List<Map<String, Object>> list = warning.isEmpty() ? first : warned;
      if (list.size() < SHOWN) {
        list.add(row);
      }
    }
    Map<String, Object> features = new LinkedHashMap<>();
    features.put("warnings", counts);
    features.put("warned", warned);
    features.put("first", first);
    return features;
  }

  private static String warning(double mean, double deviation, double rowsWithIt) {
    if (deviation == 0) {
      return "constant";
    }
    if (rowsWithIt < FEW_ROWS) {
      return "nearly constant";
    }
    return Math.abs(mean) >= FAR * deviation ? "far from zero" : "";
  }

  /** How well a model does on {@code rows}, as lines and tables; nothing for other families. */
  public static Map<String, Object> ofQuality(
      Family family, PackedData rows, double[] theta, KernelMode kernel) {
    Map<String, Object> facts = new LinkedHashMap<>();
    int outputs = theta.length / (rows.features() + 1);
    if (outputs > 1) {
      if (outputs <= MOST_CLASSES) {
        facts.put("confusions", Confusions.of(rows, theta, kernel));
      }
    } else if (!family.hasNumbers()) {
      ClassCurves curves = ClassCurves.of(RowSample.of(rows, theta, kernel));
      facts.put("roc", curves.roc());
      facts.put("precisionRecall", curves.precisionRecall());
      if (family.scores().contains(Score.LOG_LOSS)) {
        // Only where a margin is a probability's log-odds.
        facts.put("calibration", curves.calibration());
      }
      facts.put("lift", curves.lift());
    } else if (family.loss(outputs).isQuadratic()) {
      Residuals residuals = Residuals.of(RowSample.of(rows, theta, kernel));
      facts.put("residuals", residuals.points());
      facts.put("histogram", residuals.histogram());
    }
    return facts;
  }
}
