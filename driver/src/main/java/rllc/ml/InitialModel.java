package rllc.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.SparkSession;
import rllc.family.Family;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Labels;

/** A saved model to start a training from ({@code initialModelPath}). */
final class InitialModel {
  private InitialModel() {}

  /**
   * Its parameters, class-fastest, then the intercepts.
   *
   * @param path a model, or a pipeline that ends in one
   * @throws BadInputException if there is none, or it is of another family or size
   */
  static double[] theta(String path, Labels labels, int features) {
    Family family = labels.family();
    int outputs = labels.outputs();
    LinearModel model =
        LinearModel.of(new PipelineModel("initial", new Transformer[] {load(path, family)}));
    if (!model.family().equals(family)
        || model.outputs() != outputs
        || model.features() != features) {
      throw new BadInputException(
          String.format(
              "`initialModelPath` must name a %s model of %s, got a %s model of %s in %s",
              family.text(),
              size(outputs, features),
              model.family().text(),
              size(model.outputs(), model.features()),
              path));
    }
    return model.theta();
  }

  private static String size(int outputs, int features) {
    return (outputs > 1 ? outputs + " classes and " : "") + features + " features";
  }

  private static Transformer load(String path, Family family) {
    if (isPipeline(path)) {
      Transformer[] stages = PipelineModel.load(path).stages();
      return stages[stages.length - 1];
    }
    try {
      return switch (family.savedAs()) {
        case LINEAR_REGRESSION -> LinearRegressionModel.load(path);
        case LOGISTIC_REGRESSION -> LogisticRegressionModel.load(path);
        case LINEAR_SVC -> LinearSVCModel.load(path);
        case GENERALIZED_LINEAR_REGRESSION -> GeneralizedLinearRegressionModel.load(path);
      };
    } catch (RuntimeException e) {
      throw new BadInputException(
          "`initialModelPath` must name a saved "
              + family.text()
              + " model, got "
              + path
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static boolean isPipeline(String path) {
    Path folder = new Path(path);
    try {
      return folder
          .getFileSystem(SparkSession.active().sparkContext().hadoopConfiguration())
          .exists(new Path(folder, "stages"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
