package rllc.ml;

import java.util.Arrays;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.ModelSettings.Family;
import rllc.settings.TrainingSettings;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.report.TrainingListener;

/** A linear regression from the estimator's parameters. */
final class LinearRegressionFit {
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
    TrainingSettings settings = fit.settings(model(), params.getMaxIter(), params.getTol());
    Dataset<Row> training = fit.training(rows);
    EstimatorFit.Result result;
    try (LabelledData train =
        LabelledData.pack(training, fit.columns(), Family.GAUSSIAN, BadRows.FAIL, Order.AS_READ)) {
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

  private ModelSettings model() {
    if (!params.getLoss().equals("squaredError")) {
      throw new IllegalArgumentException(
          "`loss` must be squaredError with RllcLinearRegression, got " + params.getLoss());
    }
    return new ModelSettings(
        Family.GAUSSIAN,
        params.getRegParam(),
        params.getElasticNetParam(),
        params.getFitIntercept(),
        params.getStandardization());
  }
}
