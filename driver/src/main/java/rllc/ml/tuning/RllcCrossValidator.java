package rllc.ml.tuning;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;

/**
 * Spark's {@link CrossValidator}, which trains each fold's models together: for an estimator of
 * ours the rows are packed once a fold and the penalties are one path; the stages of a pipeline
 * before its last are fitted once a fold, not once a map. Folds, scores and the choice are Spark's.
 * Spark's own asks for one model at a time, and so each of them costs as much as alone.
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
