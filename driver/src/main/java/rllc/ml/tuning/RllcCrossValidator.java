package rllc.ml.tuning;

import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import rllc.family.Score;
import rllc.ml.RllcParams;
import rllc.ml.SparkModels;

/**
 * Spark's {@link CrossValidator}, which trains each fold's models together: for an estimator of
 * ours the rows are packed once and the penalties are one path; the stages of a pipeline before its
 * last are fitted once a fold, not once a map. Spark's own asks for one model at a time, and so
 * each of them costs as much as alone.
 *
 * <p>For an estimator of ours and an evaluator of Spark's whose metric packed rows can tell
 * (areaUnderROC, exact in place of 1,000 bins; accuracy and logLoss; rmse, mae and r2), the rows
 * are packed once for the whole search and folds are drawn from them, row by row, by {@code seed}.
 * They are other folds than Spark draws. With any other estimator or evaluator, with {@code
 * foldCol} and with {@code collectSubModels}, folds and scores are Spark's.
 */
public class RllcCrossValidator extends CrossValidator {
  private static final long serialVersionUID = 1L;

  public RllcCrossValidator() {
    this(Identifiable.randomUID("rllc_cv"));
  }

  public RllcCrossValidator(String uid) {
    super(uid);
  }

  @Override
  public CrossValidatorModel fit(Dataset<?> dataset) {
    Optional<Score> score = PackedScore.of(this);
    return score.isPresent() ? packed(dataset, score.get()) : searched(dataset);
  }

  private CrossValidatorModel packed(Dataset<?> dataset, Score score) {
    transformSchema(dataset.schema());
    Estimator<?> estimator = getEstimator();
    ParamMap[] maps = getEstimatorParamMaps();
    double[] means =
        ((RllcParams<?>) estimator).foldScores(dataset, maps, getNumFolds(), getSeed(), score);
    int best = 0;
    for (int i = 1; i < means.length; i++) {
      best = score.better(means[i], means[best]) ? i : best;
    }
    CrossValidatorModel model =
        SparkModels.crossValidated(uid(), estimator.fit(dataset, maps[best]), means);
    return copyValues(model.setParent(this), ParamMap.empty());
  }

  private CrossValidatorModel searched(Dataset<?> dataset) {
    Estimator<?> estimator = getEstimator();
    RllcCrossValidator search = copy(ParamMap.empty());
    search.setEstimator(searched(estimator, getEstimatorParamMaps(), dataset));
    CrossValidatorModel model = search.fitAsSpark(dataset);
    model.set(model.estimator(), estimator);
    return model.setParent(this);
  }

  private CrossValidatorModel fitAsSpark(Dataset<?> dataset) {
    return super.fit(dataset);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static SearchedEstimator<?> searched(
      Estimator<?> estimator, ParamMap[] maps, Dataset<?> dataset) {
    return new SearchedEstimator<>((Estimator<? extends Model>) estimator, maps, dataset);
  }

  /** Saves it as Spark's own class, which any Spark loads. */
  @Override
  public MLWriter write() {
    return copyValues(new CrossValidator(uid()), ParamMap.empty()).write();
  }

  @Override
  public RllcCrossValidator copy(ParamMap extra) {
    return (RllcCrossValidator) super.copy(extra);
  }
}
