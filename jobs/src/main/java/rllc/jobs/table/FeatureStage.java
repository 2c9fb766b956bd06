package rllc.jobs.table;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.run.BadInputException;

/**
 * Makes a vector column of raw columns, by Spark's own stages; the fitted stage is saved with the
 * model.
 */
public final class FeatureStage {
  private FeatureStage() {}

  /**
   * Spark's RFormula fitted to {@code data}. Categories that a later table has and {@code data} had
   * not form a category of their own, as do missing ones.
   */
  public static Transformer formula(Dataset<Row> data, String formula, String features) {
    RFormula stage =
        new RFormula()
            .setFormula(formula)
            .setFeaturesCol(features)
            .setLabelCol("__formula_label")
            .setHandleInvalid("keep");
    try {
      return ReadErrors.setting(
          "data.formula", "a formula over the table's columns", () -> stage.fit(data));
    } catch (IllegalArgumentException e) {
      throw fitted(data, e);
    }
  }

  /** What Spark's complaint leaves out. */
  private static RuntimeException fitted(Dataset<Row> data, IllegalArgumentException e) {
    if (e.getMessage().contains("Could not parse formula")) {
      return new IllegalArgumentException(
          e.getMessage()
              + "; names begin with a letter and have letters, digits, dots and underscores:"
              + " data.query renames others",
          e);
    }
    return data.isEmpty()
        ? new BadInputException("the data must have at least one row, got none", e)
        : e;
  }

  /** The label that a formula names before its tilde, if any. */
  public static Optional<String> formulaLabel(String formula) {
    int tilde = formula.indexOf('~');
    String label = tilde < 0 ? "" : formula.substring(0, tilde).strip().replace("`", "");
    return label.isEmpty() ? Optional.empty() : Optional.of(label);
  }

  /** Spark's FeatureHasher over {@code columns}. */
  public static Transformer hash(List<String> columns, int numFeatures, String features) {
    return new FeatureHasher()
        .setInputCols(columns.toArray(String[]::new))
        .setNumFeatures(numFeatures)
        .setOutputCol(features);
  }
}
