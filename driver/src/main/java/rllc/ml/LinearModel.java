package rllc.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionModel;
import rllc.family.Family;
import rllc.spark.input.BadInputException;

/**
 * A saved pipeline as what it computes: stages that make features, then a linear model.
 *
 * @param featureStages all stages but the last
 * @param family decided
 * @param outputs columns of coefficients: the classes of a multinomial model, else 1
 * @param theta coefficients, class-fastest, then the intercepts
 */
public record LinearModel(
    List<Transformer> featureStages, Family family, int outputs, double[] theta) {
  /**
   * @throws BadInputException if the last stage is none of Spark's linear models
   */
  public static LinearModel of(PipelineModel pipeline) {
    Transformer[] stages = pipeline.stages();
    Transformer last = stages[stages.length - 1];
    List<Transformer> before = List.of(stages).subList(0, stages.length - 1);
    if (last instanceof LogisticRegressionModel model) {
      int outputs = model.coefficientMatrix().numRows();
      // One column of coefficients for each class, or a single one for two classes.
      Family family = outputs > 1 ? Family.multinomial() : Family.binomial();
      // The matrix K x d column by column is class-fastest.
      DenseMatrix coefficients = model.coefficientMatrix().toDenseColMajor();
      return new LinearModel(
          before, family, outputs, joined(coefficients.values(), model.interceptVector()));
    }
    if (last instanceof LinearRegressionModel model) {
      return alone(before, Family.gaussian(), model.coefficients(), model.intercept());
    }
    if (last instanceof LinearSVCModel model) {
      return alone(before, Family.squaredHinge(), model.coefficients(), model.intercept());
    }
    if (last instanceof GeneralizedLinearRegressionModel model) {
      Family family = LogLinkModels.family(model);
      return alone(before, family, model.coefficients(), model.intercept());
    }
    throw new BadInputException(
        "the model must end in one of Spark's logistic and linear models, got "
            + last.getClass().getSimpleName());
  }

  private static LinearModel alone(
      List<Transformer> before, Family family, Vector coefficients, double intercept) {
    return new LinearModel(
        before, family, 1, joined(coefficients.toArray(), Vectors.dense(intercept)));
  }

  private static double[] joined(double[] coefficients, Vector intercepts) {
    double[] theta = Arrays.copyOf(coefficients, coefficients.length + intercepts.size());
    System.arraycopy(intercepts.toArray(), 0, theta, coefficients.length, intercepts.size());
    return theta;
  }

  /** d. */
  public int features() {
    return theta.length / outputs - 1;
  }

  /** Number of classes; 0 for a regression. */
  public int classes() {
    return family.hasNumbers() ? 0 : Math.max(2, outputs);
  }

  /**
   * @throws BadInputException if rows with {@code features} features cannot be scored
   */
  public void checkFeatures(int features) {
    if (features != features()) {
      throw new BadInputException(
          "the rows must have the model's " + features() + " features, got " + features);
    }
  }
}
