package rllc.spark.input;

/** A row's features as text: two rows have the same if all bits are. */
public final class RowText {
  private RowText() {}

  public static String of(InputRow row) {
    return of(row.features, row.dense ? null : row.indices, row.values, row.count);
  }

  /**
   * Size, then index and bits of each value that is not zero; all indices without {@code indices}.
   */
  public static String of(int size, int[] indices, double[] values, int count) {
    StringBuilder text = new StringBuilder().append(size);
    for (int k = 0; k < count; k++) {
      if (values[k] != 0) {
        String bits = Long.toHexString(Double.doubleToLongBits(values[k]));
        text.append(' ').append(indices == null ? k : indices[k]).append(':').append(bits);
      }
    }
    return text.toString();
  }
}
