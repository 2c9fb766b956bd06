package rllc.spark.data;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import rllc.spark.input.InputRow;
import rllc.spark.input.RowReader;

/**
 * Held-out rows of classes that no training row has. No model knows them: they are misses of any,
 * and in no other metric.
 *
 * @param rows how many
 * @param weight the sum of their weights
 */
public record UnseenClasses(long rows, double weight) {
  public static final UnseenClasses NONE = new UnseenClasses(0, 0);

  /** Those of {@code input}; the sum has the order of the partitions. */
  static UnseenClasses of(JavaRDD<InputRow> input, RowReader reader) {
    List<double[]> parts =
        input.mapPartitions(rows -> List.of(part(rows, reader)).iterator()).collect();
    UnseenClasses all = NONE;
    for (double[] part : parts) {
      all = new UnseenClasses(all.rows + (long) part[0], all.weight + part[1]);
    }
    return all;
  }

  /** Number and weight; an array, because Kryo reads no records. */
  private static double[] part(Iterator<InputRow> rows, RowReader reader) {
    double[] sums = new double[2];
    while (rows.hasNext()) {
      InputRow row = rows.next();
      if (reader.isUnseen(row)) {
        sums[0]++;
        sums[1] += row.weight();
      }
    }
    return sums;
  }
}
