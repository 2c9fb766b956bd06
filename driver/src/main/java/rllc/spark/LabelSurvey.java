package rllc.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The distinct values of a label column, as far as a choice of family needs them.
 *
 * @param values distinct values, all Doubles or all Strings, sorted; at most {@link #MOST} + 1 of
 *     them
 */
public record LabelSurvey(List<Object> values) {
  /** More distinct values than this are no classes. */
  public static final int MOST = 1000;

  /** Reads the label column once; missing values are left to the packing, which names the row. */
  public static LabelSurvey of(Dataset<Row> data, Columns columns) {
    List<List<Object>> parts =
        InputColumns.select(data, columns)
            .select("__label")
            .toJavaRDD()
            .mapPartitions(rows -> List.of(distinct(rows)).iterator())
            .collect();
    TreeSet<Object> all = new TreeSet<>();
    parts.forEach(all::addAll);
    return new LabelSurvey(List.copyOf(all));
  }

  private static List<Object> distinct(Iterator<Row> rows) {
    TreeSet<Object> values = new TreeSet<>();
    while (rows.hasNext() && values.size() <= MOST) {
      Object value = rows.next().get(0);
      if (value instanceof Double number && Double.isFinite(number)) {
        // -0.0 is 0.0
        values.add(number + 0.0);
      } else if (value instanceof String text) {
        values.add(text);
      }
    }
    return new ArrayList<>(values);
  }
}
