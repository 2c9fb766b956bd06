package rllc.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegressionModel;
import rllc.run.BadInputException;
import rllc.settings.ModelSettings.Family;

/**
 * A saved pipeline as what it computes: stages that make features, then a linear model.
 *
 * @param featureStages all stages but the last
 * @param family binomial or gaussian
 * @param theta coefficients, then the intercept
 */
public record LinearModel(List<Transformer> featureStages, Family family, double[] theta) {
  /**
   * @throws BadInputException if the last stage is none of Spark's binary logistic and linear
   *     models
   */
  public static LinearModel of(PipelineModel pipeline) {
    Transformer[] stages = pipeline.stages();
    Transformer last = stages[stages.length - 1];
    List<Transformer> before = List.of(stages).subList(0, stages.length - 1);
    if (last instanceof LogisticRegressionModel model && model.numClasses() == 2) {
      return new LinearModel(
          before, Family.BINOMIAL, theta(model.coefficients(), model.intercept()));
    }
    if (last instanceof LinearRegressionModel model) {
      return new LinearModel(
          before, Family.GAUSSIAN, theta(model.coefficients(), model.intercept()));
    }
    throw new BadInputException(
        "the model must end in a binary LogisticRegressionModel or a LinearRegressionModel, got "
            + last.getClass().getSimpleName());
  }

  private static double[] theta(Vector coefficients, double intercept) {
    double[] theta = Arrays.copyOf(coefficients.toArray(), coefficients.size() + 1);
    theta[coefficients.size()] = intercept;
    return theta;
  }

  /** d. */
  public int features() {
    return theta.length - 1;
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
