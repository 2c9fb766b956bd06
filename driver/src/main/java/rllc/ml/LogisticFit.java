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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.family.Family;
import rllc.settings.Bound;
import rllc.settings.Bounds;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.TrainingSettings;
import rllc.spark.data.DataChecks;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.spark.input.Labels;
import rllc.train.report.TrainingListener;

/** A logistic regression from the estimator's parameters. */
final class LogisticFit extends EstimatorFit<RllcLogisticRegression, LogisticRegressionModel> {
  private final RllcLogisticRegression params;
  private final Columns columns;

  /**
   * @param asked differ in regParam and elasticNetParam alone
   */
  static LogisticFit of(List<RllcLogisticRegression> asked, TrainingListener listener) {
    RllcLogisticRegression first = asked.get(0);
    String weight = weight(first);
    Columns columns = new Columns(first.getFeaturesCol(), first.getLabelCol(), weight);
    return new LogisticFit(asked, columns, listener);
  }

  private LogisticFit(
      List<RllcLogisticRegression> asked, Columns columns, TrainingListener listener) {
    super(asked, columns, listener);
    this.params = asked.get(0);
    this.columns = columns;
  }

  @Override
  TrainingSettings settings(RllcLogisticRegression its, ModelSettings model, boolean validates) {
    return EstimatorSettings.of(its, model, its.getMaxIter(), its.getTol(), validates);
  }

  /** Spark's answer if all labels are alike: no coefficients, and an intercept that is certain. */
  @Override
  Optional<double[]> untrained(ModelSettings model, LabelledData train) {
    Labels labels = train.labels();
    if (!DataChecks.isInterceptInfinite(train.rows(), labels, model)) {
      return Optional.empty();
    }
    double[] theta = new double[(train.rows().features() + 1) * labels.outputs()];
    int label = (int) train.rows().moments().labelMean();
    int intercepts = theta.length - labels.outputs();
    if (labels.outputs() > 1) {
      theta[intercepts + label] = Double.POSITIVE_INFINITY;
    } else {
      theta[intercepts] = label == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    return Optional.of(theta);
  }

  @Override
  LogisticRegressionModel spark(RllcLogisticRegression its, double[] theta, Labels labels) {
    int d = theta.length - 1;
    return labels.outputs() > 1
        ? SparkModels.multinomial(its.uid(), theta, labels.classes())
        : SparkModels.logistic(its.uid(), Arrays.copyOf(theta, d), theta[d]);
  }

  @Override
  Object summarise(LogisticRegressionModel model, Dataset<Row> training, double[] objectives) {
    return SparkSummaries.attach(model, training, objectives);
  }

  @Override
  LabelledData pack(Dataset<Row> rows) {
    return LabelledData.packIndices(
        rows, columns, family(), classes(rows), BadRows.FAIL, Order.AS_READ);
  }

  private Family family() {
    return Family.of(params.getFamily()).orElseThrow();
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

  @Override
  ModelSettings model(RllcLogisticRegression its, LabelledData train) {
    return new ModelSettings(
        train.labels().family(),
        its.getRegParam(),
        its.getElasticNetParam(),
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
}
