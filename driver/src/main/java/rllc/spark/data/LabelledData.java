package rllc.spark.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.family.Family;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.RunSettings;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.InputRows;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.Labels;
import rllc.spark.input.RowPart;

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
    PackedData rows = PackedData.pack(data, columns, numbers(family), badRows, order);
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

  /**
   * Rows of one table, each for one thing.
   *
   * @param validation decide when to stop, if there are any
   * @param test rows to judge by, if there are any
   */
  public record Parts(
      LabelledData train, Optional<PackedData> validation, Optional<PackedData> test) {}

  /**
   * Packs the rows of all {@code parts} in one pass and tells family and classes from the labels of
   * the training rows.
   *
   * @param texts the values of a label of text that a training row has, sorted; empty for numbers
   * @param place of the table, for messages
   * @throws rllc.spark.input.BadInputException as {@link #pack}
   */
  public static Parts pack(
      InputRows rows,
      Optional<List<Object>> texts,
      Family family,
      BadRows badRows,
      Set<RowPart> parts,
      String place) {
    String label = rows.columns().label();
    Optional<Labels> known =
        texts.map(
            values ->
                family.hasNumbers()
                    ? new Labels(family, LabelCoding.numeric(family))
                    : Labels.of(values, label, family));
    LabelCoding coding = known.map(Labels::coding).orElseGet(() -> numbers(family));
    Map<RowPart, PackedData> packed = Packing.parts(rows, coding, badRows, parts, place);
    try {
      if (known.isPresent()) {
        return parts(new LabelledData(packed.get(RowPart.TRAIN), known.get()), packed);
      }
      LabelledData train = labelled(packed.get(RowPart.TRAIN), label, family);
      packed.put(RowPart.TRAIN, train.rows());
      for (RowPart part : packed.keySet()) {
        if (part != RowPart.TRAIN) {
          packed.compute(part, (key, numbers) -> coded(numbers, train.labels().coding()));
        }
      }
      return parts(train, packed);
    } catch (Throwable e) {
      packed.values().forEach(PackedData::close);
      throw e;
    }
  }

  private static LabelCoding numbers(Family family) {
    return family.hasNumbers() ? LabelCoding.numeric(family) : LabelCoding.numeric();
  }

  private static Parts parts(LabelledData train, Map<RowPart, PackedData> packed) {
    return new Parts(
        train,
        Optional.ofNullable(packed.get(RowPart.VALIDATION)),
        Optional.ofNullable(packed.get(RowPart.TEST)));
  }

  private static PackedData coded(PackedData numbers, LabelCoding coding) {
    if (coding.isNumeric()) {
      return numbers;
    }
    try (numbers) {
      return numbers.codedHeldOut(coding);
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
