package rllc.jobs.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.RFormula;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;

/**
 * Makes a vector column of raw columns, by Spark's own stages; the fitted stage is saved with the
 * model.
 */
public final class FeatureStage {
  private static final String FORMULA_MUST = "a formula over the table's columns";

  /** What Spark's parser takes for a name, or for all columns. */
  private static final Pattern NAME = Pattern.compile("([a-zA-Z]|\\.[a-zA-Z_])[a-zA-Z0-9._]*|\\.");

  private static final Pattern FUNCTION = Pattern.compile("[a-zA-Z0-9._]\\s*\\(");

  private FeatureStage() {}

  /**
   * Spark's RFormula fitted to {@code data}. Categories that a later table has and {@code data} had
   * not form a category of their own, as do missing ones and empty texts, which Spark cannot name.
   *
   * @param columns features, label and weight; the weight is no feature of a formula of all columns
   */
  public static Transformer formula(Dataset<Row> data, String formula, Columns columns) {
    Dataset<Row> seen = withoutEmpty(withoutWeight(data, formula, columns), columns);
    RFormula stage =
        new RFormula()
            .setFormula(formula)
            .setFeaturesCol(columns.features())
            .setLabelCol("__formula_label")
            .setHandleInvalid("keep");
    try {
      return ReadErrors.setting("data.formula", FORMULA_MUST, () -> stage.fit(seen));
    } catch (IllegalArgumentException e) {
      if (ReadErrors.naming("the data", data::isEmpty)) {
        throw new BadInputException("the data must have at least one row, got none", e);
      }
      throw new IllegalArgumentException(e.getMessage() + hint(e.getMessage(), data, formula), e);
    }
  }

  private static Dataset<Row> withoutWeight(Dataset<Row> data, String formula, Columns columns) {
    String weight = columns.weight();
    boolean all = names(formula).anyMatch("."::equals);
    return weight != null && all && names(formula).noneMatch(weight::equals)
        ? data.drop(weight)
        : data;
  }

  private static Stream<String> names(String formula) {
    return NAME.matcher(formula).results().map(MatchResult::group);
  }

  /** The table with empty texts as missing ones. */
  private static Dataset<Row> withoutEmpty(Dataset<Row> data, Columns columns) {
    return data.select(
        Arrays.stream(data.schema().fields())
            .map(field -> withoutEmpty(field, columns))
            .toArray(Column[]::new));
  }

  private static Column withoutEmpty(StructField field, Columns columns) {
    Column column = InputColumns.column(field.name());
    return field.dataType().equals(DataTypes.StringType) && !field.name().equals(columns.label())
        ? functions.when(column.notEqual(""), column).as(field.name())
        : column;
  }

  /** What Spark's complaint leaves out. */
  private static String hint(String complaint, Dataset<Row> data, String formula) {
    if (complaint.contains("Could not parse formula")) {
      return FUNCTION.matcher(formula).find()
          ? "; functions belong in data.query: SELECT log(x) AS log_x, ..."
          : "; names begin with a letter from a to z or A to Z and have such letters, digits, dots"
              + " and underscores"
              + renamed(data, formula);
    }
    if (complaint.endsWith("already exists.")) {
      return "; data.features gives the column of features another name";
    }
    if (complaint.endsWith("requirement failed") && formula.matches("(?s).*[:*^].*")) {
      return ": interactions are of numbers and text; data.query casts others";
    }
    return dotHint(complaint, data);
  }

  /** Columns that the formula may mean and that it cannot name. */
  private static String renamed(Dataset<Row> data, String formula) {
    return Arrays.stream(data.columns())
        .filter(name -> formula.contains(name) && !NAME.matcher(name).matches())
        .findFirst()
        .map(name -> ": data.query renames others: SELECT `" + name + "` AS ...")
        .orElse(": data.query renames others");
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
