package rllc.spark.encode;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import rllc.spark.input.InputRow;
import rllc.spark.input.RowEncoder;

/** A formula's features of a row of Spark's own form, for known categories. */
final class FormulaEncoder implements RowEncoder {
  private static final long serialVersionUID = 1L;

  private final RawColumns columns;
  private final FormulaTerms.Writer writer;
  private final Categories[] categories;

  /** Texts that came so far, and the category of each. */
  private final TextTable[] seen;

  private final int[][] categoriesOfSeen;
  private final int[] codes;
  private final double[] numbers;

  FormulaEncoder(RawColumns columns, FormulaTerms.Writer writer, Categories[] categories) {
    this.columns = columns;
    this.writer = writer;
    this.categories = categories;
    this.seen = Dictionaries.empty(columns.texts()).texts();
    this.categoriesOfSeen = new int[columns.texts()][16];
    this.codes = new int[columns.texts()];
    this.numbers = new double[columns.numbers()];
  }

  @Override
  public int columns() {
    return columns.texts() + columns.numbers();
  }

  @Override
  public void encode(InternalRow row, InputRow out) {
    for (int k = 0; k < codes.length; k++) {
      codes[k] = category(k, columns.text(row, k));
    }
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = columns.number(row, k);
    }
    writer.write(codes, numbers, out);
  }

  private int category(int column, UTF8String text) {
    if (text == null) {
      return categories[column].size();
    }
    int before = seen[column].size();
    int number = seen[column].number(text);
    if (number == before) {
      int[] known = categoriesOfSeen[column];
      categoriesOfSeen[column] =
          number < known.length ? known : Arrays.copyOf(known, 2 * known.length);
      categoriesOfSeen[column][number] = categories[column].number(text);
    }
    return categoriesOfSeen[column][number];
  }
}
