package rllc.spark.data;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings.Family;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.Labels;

/**
 * Rows to learn from, and what their labels ask for.
 *
 * @param rows to be closed by the owner
 */
public record LabelledData(PackedData rows, Labels labels) implements AutoCloseable {
  /**
   * Packs {@code data} and tells family and classes from its labels. The table is read once; a
   * label column of text, whose classes must be known to pack it, is read once before.
   *
   * @throws rllc.spark.input.BadInputException if the rows cannot be packed ({@link
   *     PackedData#pack}) or the labels do not fit the family ({@link Labels})
   */
  public static LabelledData pack(
      Dataset<Row> data, Columns columns, Family family, BadRows badRows, Order order) {
    if (InputColumns.isText(data, columns.label())) {
      Labels labels = Labels.of(data, columns, family);
      return new LabelledData(
          PackedData.pack(data, columns, labels.coding(), badRows, order), labels);
    }
    PackedData rows = PackedData.pack(data, columns, LabelCoding.numeric(), badRows, order);
    try {
      return new LabelledData(rows, labels(rows, columns.label(), family));
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      rows.close();
      throw e;
    }
  }

  private static Labels labels(PackedData rows, String column, Family family) {
    if (family == Family.GAUSSIAN) {
      return new Labels(family, LabelCoding.numeric());
    }
    List<Object> values = List.copyOf(DistinctLabels.of(rows, Labels.MOST_CLASSES));
    Labels labels = Labels.of(values, column, family);
    if (!labels.coding().isIdentity()) {
      rows.code(labels.coding());
    }
    return labels;
  }

  @Override
  public void close() {
    rows.close();
  }
}
