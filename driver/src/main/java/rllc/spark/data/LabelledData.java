package rllc.spark.data;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.family.Family;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.RunSettings;
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
    LabelCoding numbers = family.hasNumbers() ? LabelCoding.numeric(family) : LabelCoding.numeric();
    PackedData rows = PackedData.pack(data, columns, numbers, badRows, order);
    try {
      return labelled(rows, columns.label(), family);
    } catch (Throwable e) {
      rows.close();
      throw e;
    }
  }

  /**
   * Packs rows whose labels are class indices 0, 1, ..., as Spark ML has them. A class need not
   * have a row.
   *
   * @param family auto: binomial for at most two classes, else multinomial
   * @param classes their number, if it is known; else the largest label tells it
   * @throws rllc.spark.input.BadInputException if a label is no such index
   */
  public static LabelledData packIndices(
      Dataset<Row> data,
      Columns columns,
      Family family,
      OptionalInt classes,
      BadRows badRows,
      Order order) {
    if (classes.isPresent()) {
      Labels labels = Labels.ofIndices(classes.getAsInt(), columns.label(), family);
      return new LabelledData(
          PackedData.pack(data, columns, labels.coding(), badRows, order), labels);
    }
    PackedData rows = PackedData.pack(data, columns, LabelCoding.numeric(), badRows, order);
    try {
      double largest = 0;
      for (Object value : DistinctLabels.all(rows, Labels.MOST_CLASSES)) {
        Labels.checkIndex((Double) value, columns.label());
        largest = Math.max(largest, (Double) value);
      }
      return new LabelledData(rows, Labels.ofIndices((int) largest + 1, columns.label(), family));
    } catch (Throwable e) {
      rows.close();
      throw e;
    }
  }

  private static LabelledData labelled(PackedData rows, String column, Family family) {
    if (family.hasNumbers()) {
      return new LabelledData(rows, new Labels(family, LabelCoding.numeric(family)));
    }
    // MLlib's multinomial family has the classes of rows without weight too; the others do not.
    SortedSet<Object> values =
        family.hasClassesWithoutWeight()
            ? DistinctLabels.all(rows, Labels.MOST_CLASSES)
            : DistinctLabels.weighted(rows, Labels.MOST_CLASSES);
    Labels labels = Labels.of(List.copyOf(values), column, family);
    if (labels.coding().isIdentity()) {
      return new LabelledData(rows, labels);
    }
    PackedData coded = rows.coded(labels.coding());
    rows.close();
    return new LabelledData(coded, labels);
  }

  /**
   * The same rows with values of the precision that {@code setting} asks for; they take the place
   * of these, which are closed, whatever happens.
   */
  public LabelledData as(RunSettings.Precision setting) {
    try (PackedData given = rows) {
      return new LabelledData(given.as(setting), labels);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
