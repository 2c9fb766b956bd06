package rllc.spark.encode;

import java.util.Iterator;
import java.util.stream.IntStream;
import rllc.spark.input.InputRow;

/** Rows with a formula's features, of {@link CodedRows} of one partition; one object serves all. */
final class DecodedRows implements Iterator<InputRow> {
  private final Iterator<CodedRows> chunks;
  private final FormulaTerms.Writer writer;

  /** The category of each text of the partition, for each column. */
  private final int[][] categories;

  private final int[] sizes;
  private final String[] labels;
  private final int[] codes;
  private final double[] numbers;
  private final InputRow out = new InputRow();
  private CodedRows chunk;
  private int row;

  DecodedRows(
      Iterator<CodedRows> chunks,
      Dictionaries dictionaries,
      FormulaTerms.Writer writer,
      Categories[] known,
      int numbers) {
    this.chunks = chunks;
    this.writer = writer;
    this.categories = new int[known.length][];
    this.sizes = new int[known.length];
    for (int k = 0; k < known.length; k++) {
      categories[k] = known[k].numbers(dictionaries.texts()[k]);
      sizes[k] = known[k].size();
    }
    TextTable texts = dictionaries.labels();
    this.labels =
        IntStream.range(0, texts.size())
            .mapToObj(number -> texts.text(number).toString())
            .toArray(String[]::new);
    this.codes = new int[known.length];
    this.numbers = new double[numbers];
  }

  @Override
  public boolean hasNext() {
    while ((chunk == null || row == chunk.rows) && chunks.hasNext()) {
      chunk = chunks.next();
      row = 0;
    }
    return chunk != null && row < chunk.rows;
  }

  @Override
  public InputRow next() {
    for (int k = 0; k < codes.length; k++) {
      int code = chunk.codes[k][row];
      codes[k] = code == CodedRows.NONE ? sizes[k] : categories[k][code];
    }
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = chunk.numbers[k][row];
    }
    writer.write(codes, numbers, out);
    chunk.scalars.get(row++, labels, out);
    return out;
  }
}
