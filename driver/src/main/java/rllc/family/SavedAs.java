package rllc.family;

import java.util.List;

/** Spark's own models that hold what is trained here, and the columns that they add to a table. */
public enum SavedAs {
  /** LogisticRegressionModel. */
  LOGISTIC_REGRESSION("prediction", "probability", "rawPrediction"),
  /** LinearRegressionModel. */
  LINEAR_REGRESSION("prediction"),
  /** LinearSVCModel. */
  LINEAR_SVC("prediction", "rawPrediction"),
  /** GeneralizedLinearRegressionModel. */
  GENERALIZED_LINEAR_REGRESSION("prediction");

  private final List<String> columns;

  SavedAs(String... columns) {
    this.columns = List.of(columns);
  }

  /** Names of the columns that {@code transform} adds. */
  public List<String> columns() {
    return columns;
  }
}
