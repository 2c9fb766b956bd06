package rllc.jobs.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import rllc.family.Family;
import rllc.jobs.table.files.ReadAs;
import rllc.settings.DataSettings;

/**
 * What to warn of in a table.
 *
 * @param data its settings
 * @param read how its files were read
 * @param made its columns, with those that a formula or a hasher makes
 * @param train its training rows
 */
public record TableDoubts(DataSettings data, ReadAs read, StructType made, Dataset<Row> train) {
  /** Of {@code data.formula} or {@code data.hash}, if there is one: a line each. */
  public List<String> ofFeatures(boolean fitIntercept) {
    if (data.hash().isPresent()) {
      List<String> hashed = data.hash().get().columns();
      return ReadErrors.naming(read, () -> HashDoubts.of(train, hashed));
    }
    return data.formula()
        .map(formula -> FormulaDoubts.of(formula, made, data.features(), fitIntercept))
        .orElse(List.of());
  }

  /** Of columns, once the number of rows is known. */
  public List<String> ofColumns(Family family, long rows) {
    List<String> doubts = new ArrayList<>();
    if (data.formula().isPresent()) {
      doubts.addAll(FormulaDoubts.ofCategories(made, data.features(), rows));
    }
    List<String> outputs = family.savedAs().columns();
    Arrays.stream(made.fieldNames())
        .filter(outputs::contains)
        .map(
            name ->
                "column `"
                    + name
                    + "` is in the table and will be among the model's: Spark's transform refuses a"
                    + " table that has it; data.query leaves it out or renames it")
        .forEach(doubts::add);
    return doubts;
  }
}
