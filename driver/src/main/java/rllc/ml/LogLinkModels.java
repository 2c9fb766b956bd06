package rllc.ml;

import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
import rllc.family.Family;
import rllc.family.SavedAs;
import rllc.spark.input.BadInputException;

/** Spark's GeneralizedLinearRegressionModel and families with a log link, which have its names. */
final class LogLinkModels {
  private static final String TWEEDIE = "tweedie";
  private static final String LOG = "log";

  private LogLinkModels() {}

  /** The mean is exp(coefficients . x + intercept). */
  static GeneralizedLinearRegressionModel of(
      String uid, Family family, double[] coefficients, double intercept) {
    GeneralizedLinearRegressionModel model =
        new GeneralizedLinearRegressionModel(uid, Vectors.dense(coefficients), intercept);
    // Spark has a tweedie's power beside its name, and a link's power, of which 0 means log.
    String[] parts = family.text().split("[()]");
    model.set(model.getParam("family"), parts[0]);
    if (parts.length > 1) {
      model.set(model.getParam("variancePower"), Double.valueOf(parts[1]));
      model.set(model.getParam("linkPower"), 0.0);
    } else {
      model.set(model.getParam("link"), LOG);
    }
    return model;
  }

  /**
   * @throws BadInputException if it is none of ours
   */
  static Family family(GeneralizedLinearRegressionModel model) {
    String name = model.getFamily().toLowerCase(java.util.Locale.ROOT);
    boolean tweedie = name.equals(TWEEDIE);
    boolean log =
        tweedie
            ? model.isDefined(model.linkPower()) && model.getLinkPower() == 0
            : model.isDefined(model.link())
                ? model.getLink().equalsIgnoreCase(LOG)
                : name.equals("poisson");
    String text = tweedie ? name + "(" + model.getVariancePower() + ")" : name;
    return Family.of(text)
        .filter(family -> log && family.savedAs() == SavedAs.GENERALIZED_LINEAR_REGRESSION)
        .orElseThrow(
            () ->
                new BadInputException(
                    "the model must be a poisson, gamma or tweedie one with a log link, got "
                        + text
                        + (log ? "" : " with another link")));
  }
}
