package rllc.jobs.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.spark.input.BadInputException;

/**
 * Makes a vector column of raw columns, by Spark's own stages; the fitted stage is saved with the
 * model.
 */
public final class FeatureStage {
  private static final String FORMULA_MUST = "a formula over the table's columns";

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
      return ReadErrors.setting("data.formula", FORMULA_MUST, () -> stage.fit(data));
    } catch (IllegalArgumentException e) {
      if (ReadErrors.naming("the data", data::isEmpty)) {
        throw new BadInputException("the data must have at least one row, got none", e);
      }
      throw new IllegalArgumentException(e.getMessage() + hint(e.getMessage(), data, formula), e);
    }
  }

  /** What Spark's complaint leaves out. */
  private static String hint(String complaint, Dataset<Row> data, String formula) {
    if (complaint.contains("Could not parse formula")) {
      return "; names begin with a letter and have letters, digits, dots and underscores:"
          + " data.query renames others";
    }
    if (complaint.endsWith("already exists.")) {
      return "; data.features gives the column of features another name";
    }
    if (complaint.endsWith("requirement failed") && formula.matches("(?s).*[:*^].*")) {
      return ": interactions are of numbers and text; data.query casts others";
    }
    return dotHint(complaint, data);
  }

  /** Spark reads a.b as field b of a column a, and a formula of "." names every column. */
  private static String dotHint(String complaint, Dataset<Row> data) {
    return Arrays.stream(data.columns())
        .filter(name -> complaint.contains("`" + name.replace(".", "`.`") + "`"))
        .filter(name -> name.contains("."))
        .findFirst()
        .map(name -> "; data.query renames columns with a dot: SELECT `" + name + "` AS ...")
        .orElse("");
  }

  /**
   * {@code table} with the columns that {@code stage} makes.
   *
   * @throws IllegalArgumentException if they cannot be made of the table's columns
   */
  static Dataset<Row> transform(Transformer stage, Dataset<Row> table) {
    boolean hashed = stage instanceof FeatureHasher;
    try {
      return ReadErrors.setting(
          hashed ? "data.hash" : "data.formula",
          hashed ? "columns of the table" : FORMULA_MUST,
          () -> stage.transform(table));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + dotHint(e.getMessage(), table), e);
    }
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
