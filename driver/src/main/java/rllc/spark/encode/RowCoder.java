package rllc.spark.encode;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import rllc.spark.input.InputRow;

/** The rows of a partition as {@link CodedRows}, one pass; counts the texts of training rows. */
final class RowCoder implements Iterator<CodedRows> {
  private final Iterator<InternalRow> rows;
  private final RawColumns columns;
  private final Dictionaries dictionaries;
  private final InputRow row = new InputRow();
  private boolean ended;

  RowCoder(Iterator<InternalRow> rows, RawColumns columns) {
    this.rows = rows;
    this.columns = columns;
    this.dictionaries = Dictionaries.empty(columns.texts());
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public CodedRows next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    if (!rows.hasNext()) {
      ended = true;
      return new CodedRows(dictionaries);
    }
    int[][] codes = new int[columns.texts()][CodedRows.ROWS];
    double[][] numbers = new double[columns.numbers()][CodedRows.ROWS];
    CodedRows.Scalars scalars = new CodedRows.Scalars(CodedRows.ROWS, columns.hasTextLabel());
    int used = 0;
    while (used < CodedRows.ROWS && rows.hasNext()) {
      InternalRow next = rows.next();
      columns.scalars(next, row);
      for (int k = 0; k < codes.length; k++) {
        codes[k][used] = code(dictionaries.texts()[k], columns.text(next, k));
      }
      for (int k = 0; k < numbers.length; k++) {
        numbers[k][used] = columns.number(next, k);
      }
      int label =
          columns.hasTextLabel()
              ? code(dictionaries.labels(), columns.labelText(next))
              : CodedRows.NONE;
      if (label != CodedRows.NONE && row.isTrain() && row.hasWeight() && row.weight() != 0) {
        addClass(label);
      }
      scalars.set(used++, row, label);
    }
    return chunk(used, codes, numbers, scalars);
  }

  private static CodedRows chunk(
      int used, int[][] codes, double[][] numbers, CodedRows.Scalars scalars) {
    if (used < CodedRows.ROWS) {
      Arrays.setAll(codes, k -> Arrays.copyOf(codes[k], used));
      Arrays.setAll(numbers, k -> Arrays.copyOf(numbers[k], used));
    }
    return new CodedRows(used, codes, numbers, scalars);
  }

  private void addClass(int label) {
    TextTable classes = dictionaries.classes();
    int number = classes.number(dictionaries.labels().text(label));
    classes.count(number, 1);
  }

  private int code(TextTable table, UTF8String text) {
    if (text == null) {
      return CodedRows.NONE;
    }
    int number = table.number(text);
    if (row.isTrain()) {
      table.count(number, 1);
    }
    return number;
  }
}
