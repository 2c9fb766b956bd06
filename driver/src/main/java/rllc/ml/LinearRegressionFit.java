package rllc.ml;

import java.util.Arrays;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.ModelSettings.Family;
import rllc.settings.TrainingSettings;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.train.report.TrainingListener;

/** A linear regression from the estimator's parameters. */
final class LinearRegressionFit {
  /** Spark's {@code auto} takes the normal equations up to here, whatever the penalty is. */
  private static final int MOST_FEATURES_OF_NORMAL =
      LinearRegression.MAX_FEATURES_FOR_NORMAL_SOLVER();

  private final RllcLinearRegression params;
  private final EstimatorFit fit;

  LinearRegressionFit(RllcLinearRegression params, TrainingListener listener) {
    this.params = params;
    this.fit =
        new EstimatorFit(
            params,
            new Columns(params.getFeaturesCol(), params.getLabelCol(), EstimatorFit.weight(params)),
            listener);
  }

  LinearRegressionModel train(Dataset<Row> rows) {
    checkLoss();
    Dataset<Row> training = fit.training(rows);
    EstimatorFit.Result result;
    try (LabelledData train = BadInputException.unwrapped(() -> pack(training))) {
      TrainingSettings settings =
          fit.settings(model(train.rows()), params.getMaxIter(), params.getTol());
      result = fit.fit(rows, train, settings);
    }
    double[] theta = result.theta();
    int d = theta.length - 1;
    LinearRegressionModel model =
        SparkModels.linear(params.uid(), Arrays.copyOf(theta, d), theta[d]);
    params.copyValues(model, ParamMap.empty());
    RllcSummary summary = result.summary();
    summary.keepBeside(SparkSummaries.attach(model, training, summary.objectiveHistory()));
    return model;
  }

  private LabelledData pack(Dataset<Row> training) {
    return LabelledData.pack(training, fit.columns(), Family.GAUSSIAN, BadRows.FAIL, Order.AS_READ);
  }

  private void checkLoss() {
    if (!params.getLoss().equals("squaredError")) {
      throw new IllegalArgumentException(
          "`loss` must be squaredError with RllcLinearRegression, got " + params.getLoss());
    }
  }

  /**
   * Spark's two solvers standardise by two deviations: l-bfgs by the sample's, as ours, normal by
   * the population's. Which one Spark would take decides here too, by the factors between them.
   */
  private ModelSettings model(PackedData rows) {
    double ratio = rows.moments().deviationRatio();
    boolean normal = isNormal(rows.features()) && Double.isFinite(ratio);
    double l1 = params.getRegParam() * params.getElasticNetParam();
    double l2 = params.getRegParam() - l1;
    if (normal && params.getStandardization()) {
      l1 /= ratio;
      l2 /= ratio;
    } else if (normal) {
      l2 *= ratio;
    }
    return new ModelSettings(
        Family.GAUSSIAN,
        l1 + l2,
        l1 > 0 ? l1 / (l1 + l2) : 0,
        params.getFitIntercept(),
        params.getStandardization());
  }

  private boolean isNormal(int features) {
    return params.getSolver().equals("normal")
        || (params.getSolver().equals("auto") && features <= MOST_FEATURES_OF_NORMAL);
  }
}
