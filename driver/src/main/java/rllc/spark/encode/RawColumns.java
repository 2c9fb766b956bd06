package rllc.spark.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import rllc.spark.input.CatalystRows;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.InputRow;
import rllc.spark.input.ScalarReader;

/** Where the values of a row are: texts, then numbers, label, weight and part. */
final class RawColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int texts;
  private final ScalarReader[] numbers;
  private final CatalystRows.Scalars scalars;
  private final boolean textLabel;

  private RawColumns(int texts, StructType schema, int numbers, Columns columns, boolean parted) {
    this.texts = texts;
    this.numbers = new ScalarReader[numbers];
    for (int k = 0; k < numbers; k++) {
      this.numbers[k] = new ScalarReader(texts + k, schema.apply(texts + k).dataType());
    }
    int label = texts + numbers;
    this.textLabel = InputColumns.isText(schema.apply(label).dataType());
    this.scalars = new CatalystRows.Scalars(schema, label, columns.weight() != null, parted);
  }

  /** The columns of {@code table} that are read, in the order of {@link RawColumns}. */
  static Dataset<Row> select(
      Dataset<Row> table, List<String> features, Columns columns, Optional<String> part) {
    List<Column> selected = new ArrayList<>();
    features.forEach(name -> selected.add(InputColumns.column(name)));
    selected.addAll(InputColumns.scalars(table.schema(), columns));
    part.ifPresent(name -> selected.add(InputColumns.column(name)));
    return table.select(selected.toArray(Column[]::new));
  }

  /**
   * @param selected by {@link #select}
   */
  static RawColumns of(
      StructType selected, int texts, int numbers, Columns columns, Optional<String> part) {
    return new RawColumns(texts, selected, numbers, columns, part.isPresent());
  }

  int texts() {
    return texts;
  }

  int numbers() {
    return numbers.length;
  }

  boolean hasTextLabel() {
    return textLabel;
  }

  CatalystRows.Scalars scalars() {
    return scalars;
  }

  /** Text {@code k}; null where it is missing or empty, which Spark cannot name. */
  UTF8String text(InternalRow row, int k) {
    if (row.isNullAt(k)) {
      return null;
    }
    UTF8String text = row.getUTF8String(k);
    return text.numBytes() == 0 ? null : text;
  }

  /** Number {@code k}; NaN where it is missing. */
  double number(InternalRow row, int k) {
    return numbers[k].isNull(row) ? Double.NaN : numbers[k].number(row);
  }

  /** The label, which is a text, or null. */
  UTF8String labelText(InternalRow row) {
    int label = texts + numbers.length;
    return row.isNullAt(label) ? null : row.getUTF8String(label);
  }

  /** Weight and part, and a label that is a number. */
  void scalars(InternalRow row, InputRow out) {
    if (textLabel) {
      scalars.readOthers(row, out);
    } else {
      scalars.read(row, out);
    }
  }
}
