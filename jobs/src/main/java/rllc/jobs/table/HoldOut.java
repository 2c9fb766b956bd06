package rllc.jobs.table;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Splits a table by a hash of each row's content and a seed: the same rows on any cluster, in any
 * order.
 */
public final class HoldOut {
  private static final long BUCKETS = 1L << 30;

  private HoldOut() {}

  /** The rows held out: about {@code fraction} of them. */
  public static Dataset<Row> test(Dataset<Row> data, double fraction, long seed) {
    return data.filter(bucket(data, seed).lt(limit(fraction)));
  }

  /** All other rows. */
  public static Dataset<Row> train(Dataset<Row> data, double fraction, long seed) {
    return data.filter(bucket(data, seed).geq(limit(fraction)));
  }

  private static long limit(double fraction) {
    return Math.round(fraction * BUCKETS);
  }

  private static Column bucket(Dataset<Row> data, long seed) {
    Column[] hashed = new Column[data.columns().length + 1];
    Arrays.setAll(
        hashed, i -> i == 0 ? functions.lit(seed) : data.col("`" + data.columns()[i - 1] + "`"));
    return functions.pmod(functions.xxhash64(hashed), functions.lit(BUCKETS));
  }
}
