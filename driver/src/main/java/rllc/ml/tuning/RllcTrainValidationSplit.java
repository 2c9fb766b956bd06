package rllc.ml.tuning;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;

/**
 * Spark's {@link TrainValidationSplit}, which trains the models together, as {@link
 * RllcCrossValidator} does.
 */
public class RllcTrainValidationSplit extends TrainValidationSplit {
  private static final long serialVersionUID = 1L;

  public RllcTrainValidationSplit() {
    this(Identifiable.randomUID("rllc_tvs"));
  }

  public RllcTrainValidationSplit(String uid) {
    super(uid);
  }

  @Override
  public TrainValidationSplitModel fit(Dataset<?> dataset) {
    Estimator<?> estimator = getEstimator();
    RllcTrainValidationSplit search = copy(ParamMap.empty());
    search.setEstimator(RllcCrossValidator.searched(estimator, getEstimatorParamMaps(), dataset));
    TrainValidationSplitModel model = search.fitAsSpark(dataset);
    model.set(model.estimator(), estimator);
    return model.setParent(this);
  }

  private TrainValidationSplitModel fitAsSpark(Dataset<?> dataset) {
    return super.fit(dataset);
  }

  /** Saves it as Spark's own class, which any Spark loads. */
  @Override
  public MLWriter write() {
    return copyValues(new TrainValidationSplit(uid()), ParamMap.empty()).write();
  }

  @Override
  public RllcTrainValidationSplit copy(ParamMap extra) {
    return (RllcTrainValidationSplit) super.copy(extra);
  }
}
