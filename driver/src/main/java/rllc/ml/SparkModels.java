package rllc.ml;

import java.util.Arrays;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import rllc.family.Family;
import rllc.spark.input.Columns;

/**
 * Makes Spark's own models from trained coefficients: the only place that calls constructors which
 * Spark declares private[spark]. Spark offers no public way to make a LogisticRegressionModel or
 * LinearRegressionModel from numbers, and a model class of ours could not be loaded without our
 * jar. {@code SparkModelsTest} fails clearly where a Spark version has other constructors.
 */
public final class SparkModels {
  private SparkModels() {}

  /** The same, its columns named. */
  public static LogisticRegressionModel logistic(
      String uid, double[] coefficients, double intercept, Columns columns) {
    return named(logistic(uid, coefficients, intercept), columns);
  }

  /**
   * The model of {@code family} that Spark has.
   *
   * @param theta d * K coefficients, class-fastest, then K intercepts, on the original scale
   * @param outputs K
   */
  public static PipelineStage of(
      String uid, Family family, double[] theta, int outputs, Columns columns) {
    double[] coefficients = Arrays.copyOf(theta, theta.length - 1);
    double intercept = theta[theta.length - 1];
    return switch (family.savedAs()) {
      case LOGISTIC_REGRESSION ->
          outputs > 1
              ? multinomial(uid, theta, outputs, columns)
              : logistic(uid, coefficients, intercept, columns);
      case LINEAR_REGRESSION -> linear(uid, coefficients, intercept, columns);
      case LINEAR_SVC ->
          named(new LinearSVCModel(uid, Vectors.dense(coefficients), intercept), columns);
      case GENERALIZED_LINEAR_REGRESSION ->
          named(LogLinkModels.of(uid, family, coefficients, intercept), columns);
    };
  }

  /**
   * A binary logistic model, P(y = 1 | x) = 1 / (1 + exp(-(coefficients . x + intercept))), on the
   * original scale.
   */
  static LogisticRegressionModel logistic(String uid, double[] coefficients, double intercept) {
    return new LogisticRegressionModel(
        uid,
        new DenseMatrix(1, coefficients.length, coefficients.clone(), true),
        Vectors.dense(intercept),
        2,
        false);
  }

  /** The same, its columns named. */
  public static LogisticRegressionModel multinomial(
      String uid, double[] theta, int classes, Columns columns) {
    return named(multinomial(uid, theta, classes), columns);
  }

  /**
   * A logistic model of K classes, P(y = k | x) proportional to exp(coefficients_k . x +
   * intercept_k), on the original scale.
   *
   * @param theta d * K coefficients, class-fastest, then K intercepts
   */
  static LogisticRegressionModel multinomial(String uid, double[] theta, int classes) {
    int coefficients = theta.length - classes;
    // Class-fastest is the matrix K x d column by column.
    return new LogisticRegressionModel(
        uid,
        new DenseMatrix(classes, coefficients / classes, Arrays.copyOf(theta, coefficients), false),
        Vectors.dense(Arrays.copyOfRange(theta, coefficients, theta.length)),
        classes,
        true);
  }

  /** A linear model, y = coefficients . x + intercept, on the original scale. */
  static LinearRegressionModel linear(String uid, double[] coefficients, double intercept) {
    return new LinearRegressionModel(uid, Vectors.dense(coefficients.clone()), intercept, 1.0);
  }

  /** The same, its columns named. */
  public static LinearRegressionModel linear(
      String uid, double[] coefficients, double intercept, Columns columns) {
    return named(linear(uid, coefficients, intercept), columns);
  }

  private static <M extends Params> M named(M model, Columns columns) {
    model.set(model.getParam("featuresCol"), columns.features());
    model.set(model.getParam("labelCol"), columns.label());
    if (columns.weight() != null) {
      model.set(model.getParam("weightCol"), columns.weight());
    }
    return model;
  }

  /** The stages, all fitted, as one PipelineModel. */
  public static PipelineModel pipeline(PipelineStage... stages) {
    return pipeline("rllc_pipeline", Arrays.copyOf(stages, stages.length, Transformer[].class));
  }

  /** The same with a uid. */
  public static PipelineModel pipeline(String uid, Transformer[] stages) {
    return new PipelineModel(uid, stages);
  }

  /** The result of a search: the best model and all scores. */
  public static CrossValidatorModel crossValidated(String uid, Model<?> best, double[] scores) {
    return new CrossValidatorModel(uid, best, scores);
  }
}
