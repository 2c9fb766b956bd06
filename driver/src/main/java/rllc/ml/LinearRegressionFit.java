package rllc.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.family.Family;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.Labels;
import rllc.train.report.TrainingListener;

/** A linear regression from the estimator's parameters. */
final class LinearRegressionFit extends EstimatorFit<RllcLinearRegression, LinearRegressionModel> {
  /** Spark's {@code auto} takes the normal equations up to here, whatever the penalty is. */
  private static final int MOST_FEATURES_OF_NORMAL =
      LinearRegression.MAX_FEATURES_FOR_NORMAL_SOLVER();

  private final Columns columns;

  /**
   * @param asked differ in regParam and elasticNetParam alone
   */
  static LinearRegressionFit of(List<RllcLinearRegression> asked, TrainingListener listener) {
    RllcLinearRegression first = asked.get(0);
    if (!first.getLoss().equals("squaredError")) {
      throw new IllegalArgumentException(
          "`loss` must be squaredError with RllcLinearRegression, got " + first.getLoss());
    }
    String weight = weight(first);
    Columns columns = new Columns(first.getFeaturesCol(), first.getLabelCol(), weight);
    return new LinearRegressionFit(asked, columns, listener);
  }

  private LinearRegressionFit(
      List<RllcLinearRegression> asked, Columns columns, TrainingListener listener) {
    super(asked, columns, listener);
    this.columns = columns;
  }

  @Override
  LabelledData pack(Dataset<Row> training) {
    return LabelledData.pack(training, columns, Family.gaussian(), BadRows.FAIL, Order.AS_READ);
  }

  @Override
  TrainingSettings settings(RllcLinearRegression its, ModelSettings model, boolean validates) {
    return EstimatorSettings.of(its, model, its.getMaxIter(), its.getTol(), validates);
  }

  @Override
  LinearRegressionModel spark(RllcLinearRegression its, double[] theta, Labels labels) {
    int d = theta.length - 1;
    return SparkModels.linear(its.uid(), Arrays.copyOf(theta, d), theta[d]);
  }

  @Override
  Object summarise(LinearRegressionModel model, Dataset<Row> training, double[] objectives) {
    return SparkSummaries.attach(model, training, objectives);
  }

  /**
   * Spark's two solvers standardise by two deviations: l-bfgs by the sample's, as ours, normal by
   * the population's. Which one Spark would take decides here too, by the factors between them.
   */
  @Override
  ModelSettings model(RllcLinearRegression params, LabelledData train) {
    PackedData rows = train.rows();
    double ratio = rows.moments().deviationRatio();
    boolean normal = isNormal(params, rows.features()) && Double.isFinite(ratio);
    double l1 = params.getRegParam() * params.getElasticNetParam();
    double l2 = params.getRegParam() - l1;
    if (normal && params.getStandardization()) {
      l1 /= ratio;
      l2 /= ratio;
    } else if (normal) {
      l2 *= ratio;
    }
    return new ModelSettings(
        Family.gaussian(),
        l1 + l2,
        l1 > 0 ? l1 / (l1 + l2) : 0,
        params.getFitIntercept(),
        params.getStandardization());
  }

  private static boolean isNormal(RllcLinearRegression params, int features) {
    return params.getSolver().equals("normal")
        || (params.getSolver().equals("auto") && features <= MOST_FEATURES_OF_NORMAL);
  }
}
