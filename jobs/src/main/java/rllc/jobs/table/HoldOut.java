package rllc.jobs.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Splits a table by a hash of each row's content and a key: the same rows on any cluster, in any
 * order. Identical rows stay together, so none of them is both learnt from and judged by; where few
 * rows differ, the share is only roughly that asked for.
 *
 * @param key what is hashed with each row; another key makes an independent split
 * @param fraction of the rows that is held out
 */
record HoldOut(List<Object> key, double fraction) {
  private static final long BUCKETS = 1L << 30;

  /** Rows for the test metrics. */
  static HoldOut test(double fraction, long seed) {
    return new HoldOut(List.of(seed), fraction);
  }

  /** Rows that decide when to stop. */
  static HoldOut validation(double fraction, long seed) {
    return new HoldOut(List.of("validation", seed), fraction);
  }

  /** The rows held out: about {@code fraction} of them. */
  Dataset<Row> heldOut(Dataset<Row> data) {
    return data.filter(bucket(data).lt(limit()));
  }

  /** All other rows. */
  Dataset<Row> rest(Dataset<Row> data) {
    return data.filter(bucket(data).geq(limit()));
  }

  private long limit() {
    return Math.round(fraction * BUCKETS);
  }

  private Column bucket(Dataset<Row> data) {
    List<Column> hashed = new ArrayList<>();
    key.forEach(part -> hashed.add(functions.lit(part)));
    for (String column : data.columns()) {
      hashed.add(data.col("`" + column + "`"));
    }
    return functions.pmod(
        functions.xxhash64(hashed.toArray(Column[]::new)), functions.lit(BUCKETS));
  }
}
