package rllc.jobs.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import rllc.jobs.table.files.TableFormat;
import rllc.spark.input.InputColumns;

/** Columns that the hasher takes for categories though their values are numbers. */
final class HashDoubts {
  private static final int SAMPLE = 1000;

  private HashDoubts() {}

  /**
   * One line for each column of text of which most of the first values are numbers and one is none;
   * text of numbers alone is codes, made text on purpose.
   */
  static List<String> of(Dataset<Row> table, List<String> columns) {
    List<String> doubts = new ArrayList<>();
    List<String> texts =
        columns.stream()
            .filter(name -> table.schema().getFieldIndex(name).isDefined())
            .filter(name -> table.schema().apply(name).dataType().equals(DataTypes.StringType))
            .toList();
    if (texts.isEmpty()) {
      return doubts;
    }
    List<Row> sample =
        table
            .select(texts.stream().map(InputColumns::column).toArray(Column[]::new))
            .takeAsList(SAMPLE);
    for (int k = 0; k < texts.size(); k++) {
      if (areMostlyNumbers(sample, k)) {
        String name = texts.get(k);
        other(table, name).ifPresent(text -> doubts.add(FormulaDoubts.mostlyNumbers(name, text)));
      }
    }
    return doubts;
  }

  private static boolean areMostlyNumbers(List<Row> sample, int column) {
    long numbers =
        sample.stream()
            .filter(row -> !row.isNullAt(column))
            .filter(row -> FormulaDoubts.isNumber(row.getString(column)))
            .count();
    return 2 * numbers > sample.size();
  }

  /** A value that is no number, if there is one: the table is read up to the first. */
  private static Optional<String> other(Dataset<Row> table, String name) {
    String number = "^(?:" + TableFormat.NUMBER.pattern() + ")$";
    return table
        .filter(functions.not(InputColumns.column(name).rlike(number)))
        .select(InputColumns.column(name))
        .takeAsList(1)
        .stream()
        .findFirst()
        .map(row -> row.getString(0));
  }
}
