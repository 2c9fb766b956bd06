package rllc.jobs.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rllc.jobs.table.files.TableFormat;
import scala.Option;

/** What RFormula understands in another way than its writer may have meant. */
final class FormulaDoubts {
  /** R's two ways to leave the intercept out. */
  private static final Pattern NO_INTERCEPT = Pattern.compile("(-\\s*1|[~+]\\s*0)\\s*([-+]|$)");

  /** So many values of one column are hardly kinds of something. */
  private static final int MANY = 20;

  private FormulaDoubts() {}

  /**
   * One line for each doubt.
   *
   * @param made the table with the vector column {@code features} that the formula has made
   */
  static List<String> of(String formula, StructType made, String features, boolean fitIntercept) {
    List<String> doubts = new ArrayList<>();
    if (fitIntercept && NO_INTERCEPT.matcher(formula).find()) {
      doubts.add(
          "`data.formula` leaves the intercept out, which Spark's RFormula has no say in: the model"
              + " has one; model.fitIntercept=false is without");
    }
    for (StructField field : made.fields()) {
      if (field.dataType().equals(DataTypes.StringType)) {
        categoryOfNumbers(field.name(), categories(field.name(), made.apply(features)))
            .ifPresent(doubts::add);
      }
    }
    return doubts;
  }

  /** A feature of the category v of column c has the name c_v. */
  private static List<String> categories(String column, StructField features) {
    Option<Attribute[]> attributes = AttributeGroup.fromStructField(features).attributes();
    return attributes.isEmpty()
        ? List.of()
        : Arrays.stream(attributes.get())
            .map(attribute -> attribute.name().getOrElse(() -> ""))
            .filter(name -> name.startsWith(column + "_"))
            .map(name -> name.substring(column.length() + 1))
            .toList();
  }

  /**
   * One value that is no number makes a whole column of a CSV file text. Categories that are all
   * numbers are codes, made text on purpose.
   */
  private static Optional<String> categoryOfNumbers(String column, List<String> categories) {
    List<String> others = categories.stream().filter(text -> !isNumber(text)).toList();
    long numbers = categories.stream().filter(text -> isNumber(text.replace(',', '.'))).count();
    return others.isEmpty() || 2 * numbers <= categories.size()
        ? Optional.empty()
        : Optional.of(mostlyNumbers(column, others.get(0)));
  }

  /** The doubt about a column of text of which {@code other} is no number, as most values are. */
  static String mostlyNumbers(String column, String other) {
    return String.format(
        "column `%s` is text, and made a feature of each of its values, though most look like"
            + " numbers: `%s` is none (data.options.nullValue=%s takes it for a missing one)",
        column, other, other);
  }

  static boolean isNumber(String text) {
    return TableFormat.NUMBER.matcher(text).matches();
  }

  /**
   * One line for each column of text that has hardly fewer values than the table has rows: of which
   * a model learns the rows by heart. A column that {@link #of} has a doubt about needs no second.
   */
  static List<String> ofCategories(StructType made, String features, long rows) {
    List<String> doubts = new ArrayList<>();
    for (StructField field : made.fields()) {
      if (field.dataType().equals(DataTypes.StringType)) {
        List<String> categories = categories(field.name(), made.apply(features));
        int values = categories.size();
        boolean told = categoryOfNumbers(field.name(), categories).isPresent();
        if (!told && values >= MANY && 2L * values >= rows) {
          doubts.add(
              String.format(
                  "column `%s` is text, and made a feature of each of its values: %,d in %,d rows",
                  field.name(), values, rows));
        }
      }
    }
    return doubts;
  }
}
