package rllc.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.settings.Bound;
import rllc.settings.Bounds;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.ModelSettings.Family;
import rllc.spark.data.DataChecks;
import rllc.spark.data.LabelledData;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.Labels;
import rllc.train.report.TrainingListener;

/** A logistic regression from the estimator's parameters. */
final class LogisticFit {
  private final RllcLogisticRegression params;
  private final EstimatorFit fit;

  LogisticFit(RllcLogisticRegression params, TrainingListener listener) {
    this.params = params;
    this.fit =
        new EstimatorFit(
            params,
            new Columns(params.getFeaturesCol(), params.getLabelCol(), EstimatorFit.weight(params)),
            listener);
  }

  LogisticRegressionModel train(Dataset<Row> rows) {
    Dataset<Row> training = fit.training(rows);
    try (LabelledData train = BadInputException.unwrapped(() -> pack(training))) {
      ModelSettings model = model(train.labels().family());
      return DataChecks.isInterceptInfinite(train.rows(), train.labels(), model)
          ? ofLabelsAlone(training, train)
          : train(training, rows, train, model);
    }
  }

  private LogisticRegressionModel train(
      Dataset<Row> training, Dataset<Row> rows, LabelledData train, ModelSettings settings) {
    EstimatorFit.Result result =
        fit.fit(rows, train, fit.settings(settings, params.getMaxIter(), params.getTol()));
    LogisticRegressionModel model = spark(result.theta(), train.labels());
    RllcSummary summary = result.summary();
    summary.keepBeside(SparkSummaries.attach(model, training, summary.objectiveHistory()));
    return model;
  }

  /** Spark's answer if all labels are alike: no coefficients, and an intercept that is certain. */
  private LogisticRegressionModel ofLabelsAlone(Dataset<Row> training, LabelledData train) {
    Labels labels = train.labels();
    double[] theta = new double[(train.rows().features() + 1) * labels.outputs()];
    int label = (int) train.rows().moments().labelMean();
    int intercepts = theta.length - labels.outputs();
    if (labels.family() == Family.MULTINOMIAL) {
      theta[intercepts + label] = Double.POSITIVE_INFINITY;
    } else {
      theta[intercepts] = label == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    LogisticRegressionModel model = spark(theta, labels);
    SparkSummaries.attach(model, training, new double[] {0});
    return model;
  }

  private LabelledData pack(Dataset<Row> rows) {
    return LabelledData.packIndices(
        rows, fit.columns(), family(), classes(rows), BadRows.FAIL, Order.AS_READ);
  }

  private Family family() {
    return Family.valueOf(params.getFamily().toUpperCase(java.util.Locale.ROOT));
  }

  /** The number of classes that the label's ML attribute tells, as StringIndexer writes it. */
  private OptionalInt classes(Dataset<Row> rows) {
    Attribute label = Attribute.fromStructField(rows.schema().apply(params.getLabelCol()));
    if (label instanceof BinaryAttribute) {
      return OptionalInt.of(2);
    }
    if (label instanceof NominalAttribute nominal && nominal.getNumValues().isDefined()) {
      return OptionalInt.of((Integer) nominal.getNumValues().get());
    }
    return OptionalInt.empty();
  }

  private ModelSettings model(Family family) {
    return new ModelSettings(
        family,
        params.getRegParam(),
        params.getElasticNetParam(),
        params.getFitIntercept(),
        params.getStandardization(),
        new Bounds(
            params.isSet(params.lowerBoundsOnCoefficients())
                ? Optional.of(bound(params.getLowerBoundsOnCoefficients()))
                : Optional.empty(),
            params.isSet(params.upperBoundsOnCoefficients())
                ? Optional.of(bound(params.getUpperBoundsOnCoefficients()))
                : Optional.empty(),
            params.isSet(params.lowerBoundsOnIntercepts())
                ? Optional.of(bound(params.getLowerBoundsOnIntercepts()))
                : Optional.empty(),
            params.isSet(params.upperBoundsOnIntercepts())
                ? Optional.of(bound(params.getUpperBoundsOnIntercepts()))
                : Optional.empty()));
  }

  private static Bound bound(Matrix table) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < table.numRows(); i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < table.numCols(); j++) {
        row.add(table.apply(i, j));
      }
      rows.add(row);
    }
    return Bound.of(rows);
  }

  private static Bound bound(Vector list) {
    return Bound.of(List.of(Arrays.stream(list.toArray()).boxed().toList()));
  }

  private LogisticRegressionModel spark(double[] theta, Labels labels) {
    int d = theta.length - 1;
    LogisticRegressionModel model =
        labels.family() == Family.MULTINOMIAL
            ? SparkModels.multinomial(params.uid(), theta, labels.classes())
            : SparkModels.logistic(params.uid(), Arrays.copyOf(theta, d), theta[d]);
    return params.copyValues(model, ParamMap.empty());
  }
}
