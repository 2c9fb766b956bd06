package rllc.ml;

import java.lang.reflect.Constructor;
import org.apache.spark.ml.classification.BinaryLogisticRegressionTrainingSummaryImpl;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.LogisticRegressionTrainingSummary;
import org.apache.spark.ml.classification.LogisticRegressionTrainingSummaryImpl;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.shared.HasWeightCol;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionTrainingSummary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Some;

/**
 * Gives models the training summary that Spark's own estimators give them: the only place that
 * calls the constructors of these, which Spark declares private. {@code EstimatorsBesideMllibTest}
 * fails clearly if a Spark version has others.
 */
final class SparkSummaries {
  /** Spark's mark for "no standard errors", as its iterative solver has it. */
  private static final double[] NO_ERRORS = {0};

  private SparkSummaries() {}

  /**
   * Predictions are made when somebody asks for a number of the summary.
   *
   * @param model with the estimator's parameters
   * @return the summary
   */
  static Object attach(LogisticRegressionModel model, Dataset<Row> rows, double[] objectives) {
    LogisticRegressionModel full = model.copy(ParamMap.empty());
    if (full.getProbabilityCol().isEmpty()) {
      full.setProbabilityCol("probability_" + model.uid());
    }
    if (full.getPredictionCol().isEmpty()) {
      full.setPredictionCol("prediction_" + model.uid());
    }
    Dataset<Row> predictions = full.transform(rows);
    LogisticRegressionTrainingSummary summary =
        model.numClasses() <= 2
            ? new BinaryLogisticRegressionTrainingSummaryImpl(
                predictions,
                full.getProbabilityCol(),
                full.getPredictionCol(),
                full.getLabelCol(),
                full.getFeaturesCol(),
                weight(full, "weightCol"),
                objectives)
            : new LogisticRegressionTrainingSummaryImpl(
                predictions,
                full.getProbabilityCol(),
                full.getPredictionCol(),
                full.getLabelCol(),
                full.getFeaturesCol(),
                weight(full, "weightCol"),
                objectives);
    model.setSummary(new Some<>(summary));
    return summary;
  }

  /** The same; Spark's summary takes one pass over the rows at once. */
  static Object attach(LinearRegressionModel model, Dataset<Row> rows, double[] objectives) {
    LinearRegressionModel full = model.copy(ParamMap.empty());
    if (full.getPredictionCol().isEmpty()) {
      full.setPredictionCol("prediction_" + model.uid());
    }
    LinearRegressionTrainingSummary summary = linear(full, full.transform(rows), objectives);
    model.setSummary(new Some<>(summary));
    return summary;
  }

  /** Spark 4.1 has given the constructor other parameters. */
  private static LinearRegressionTrainingSummary linear(
      LinearRegressionModel model, Dataset<Row> predictions, double[] objectives) {
    Constructor<?> constructor = LinearRegressionTrainingSummary.class.getConstructors()[0];
    Object[] upTo40 = {
      predictions,
      model.getPredictionCol(),
      model.getLabelCol(),
      model.getFeaturesCol(),
      model,
      NO_ERRORS,
      objectives
    };
    Object[] from41 = {
      predictions,
      model.getPredictionCol(),
      model.getLabelCol(),
      model.getFeaturesCol(),
      weight(model, ""),
      model.numFeatures(),
      model.getFitIntercept(),
      NO_ERRORS,
      objectives,
      new double[0]
    };
    Object[] values = constructor.getParameterCount() == upTo40.length ? upTo40 : from41;
    try {
      return (LinearRegressionTrainingSummary) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Spark's LinearRegressionTrainingSummary is unknown", e);
    }
  }

  /**
   * @param none what Spark's own trainers pass if there is no such column
   */
  private static String weight(HasWeightCol model, String none) {
    String weight = EstimatorFit.weight(model);
    return weight == null ? none : weight;
  }
}
