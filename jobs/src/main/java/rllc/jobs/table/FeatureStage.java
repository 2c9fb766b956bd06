package rllc.jobs.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
import org.apache.spark.sql.types.StructType;
import rllc.settings.DataSettings.Order;
import rllc.spark.encode.EncodedTable;
import rllc.spark.encode.FormulaTable;
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
    return refusing(formula, data, () -> stage.fit(seen));
  }

  /** What {@code use} returns; what Spark complains of tells a way out. */
  private static <T> T refusing(String formula, Dataset<Row> data, Supplier<T> use) {
    try {
      return ReadErrors.setting("data.formula", FORMULA_MUST, use);
    } catch (IllegalArgumentException e) {
      if (ReadErrors.naming("the data", data::isEmpty)) {
        throw new BadInputException("the data must have at least one row, got none", e);
      }
      throw new IllegalArgumentException(e.getMessage() + hint(e.getMessage(), data, formula), e);
    }
  }

  /**
   * A formula's features, made row by row as {@link #formula} would; empty where the formula cannot
   * be compiled.
   *
   * @param rows each with the number of its part in column {@code part}, if there are parts
   * @param schema of the rows without that column
   */
  static Optional<EncodedTable> encoded(
      Dataset<Row> rows,
      StructType schema,
      String formula,
      Columns columns,
      Optional<String> part,
      Order order) {
    String weight = columns.weight();
    StructType seen =
        leavesWeightOut(formula, weight)
            ? new StructType(
                Arrays.stream(schema.fields())
                    .filter(field -> !field.name().equals(weight))
                    .toArray(StructField[]::new))
            : schema;
    return FormulaTable.compile(formula, seen, columns, part, order)
        .map(compiled -> refusing(formula, rows, () -> compiled.encode(rows)));
  }

  private static Dataset<Row> withoutWeight(Dataset<Row> data, String formula, Columns columns) {
    String weight = columns.weight();
    return leavesWeightOut(formula, weight) ? data.drop(weight) : data;
  }

  private static boolean leavesWeightOut(String formula, String weight) {
    return weight != null
        && names(formula).anyMatch("."::equals)
        && names(formula).noneMatch(weight::equals);
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
  public static FeatureHasher hash(List<String> columns, int numFeatures, String features) {
    return new FeatureHasher()
        .setInputCols(columns.toArray(String[]::new))
        .setNumFeatures(numFeatures)
        .setOutputCol(features);
  }
}
