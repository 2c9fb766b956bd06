package rllc.ml.tuning;

import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.tuning.CrossValidator;
import rllc.family.Score;
import rllc.ml.RllcParams;

/**
 * The score of ours that an evaluator of Spark's asks for. Where there is one, a search needs no
 * table of predictions: packed rows tell it in one pass.
 */
final class PackedScore {
  private PackedScore() {}

  /** Empty if the search asks for something that packed rows do not tell. */
  static Optional<Score> of(CrossValidator search) {
    Estimator<?> estimator = search.getEstimator();
    boolean plain =
        estimator instanceof RllcParams<?> ours
            && !ours.isDefined(ours.validationIndicatorCol())
            && search.getFoldCol().isEmpty()
            && !search.getCollectSubModels();
    return plain ? of(search.getEvaluator(), estimator, search) : Optional.empty();
  }

  private static Optional<Score> of(
      Evaluator evaluator, Estimator<?> estimator, CrossValidator search) {
    if (!sameColumn(evaluator, estimator, "labelCol")
        || !sameColumn(evaluator, estimator, "weightCol")) {
      return Optional.empty();
    }
    Optional<Score> score = Optional.empty();
    if (evaluator instanceof BinaryClassificationEvaluator two
        && sameColumn(two, estimator, "rawPredictionCol")
        && two.getMetricName().equals("areaUnderROC")) {
      score = Optional.of(Score.AUC);
    } else if (evaluator instanceof MulticlassClassificationEvaluator several) {
      score = of(several, estimator, search);
    } else if (evaluator instanceof RegressionEvaluator amounts
        && sameColumn(amounts, estimator, "predictionCol")
        && !amounts.getThroughOrigin()) {
      score = named(amounts.getMetricName(), Score.RMSE, Score.MAE, Score.R2);
    }
    return score;
  }

  private static Optional<Score> of(
      MulticlassClassificationEvaluator evaluator, Estimator<?> estimator, CrossValidator search) {
    boolean thresholds =
        isSet(estimator, search, "threshold") || isSet(estimator, search, "thresholds");
    if (evaluator.getMetricName().equals("accuracy")) {
      return sameColumn(evaluator, estimator, "predictionCol") && !thresholds
          ? Optional.of(Score.ACCURACY)
          : Optional.empty();
    }
    return sameColumn(evaluator, estimator, "probabilityCol")
        ? named(evaluator.getMetricName(), Score.LOG_LOSS)
        : Optional.empty();
  }

  private static Optional<Score> named(String metric, Score... scores) {
    for (Score score : scores) {
      if (score.key().equals(metric)) {
        return Optional.of(score);
      }
    }
    return Optional.empty();
  }

  /** Whether both mean the same column, or neither has one; an empty name counts as none. */
  private static boolean sameColumn(Params evaluator, Params estimator, String name) {
    return column(evaluator, name).equals(column(estimator, name));
  }

  private static String column(Params params, String name) {
    if (!params.hasParam(name) || !params.isDefined(params.getParam(name))) {
      return "";
    }
    return params.getOrDefault(params.getParam(name)).toString();
  }

  private static boolean isSet(Estimator<?> estimator, CrossValidator search, String name) {
    if (!estimator.hasParam(name)) {
      return false;
    }
    Param<?> param = estimator.getParam(name);
    boolean searched = false;
    for (ParamMap map : search.getEstimatorParamMaps()) {
      searched |= map.contains(param);
    }
    return searched || estimator.isSet(param);
  }
}
