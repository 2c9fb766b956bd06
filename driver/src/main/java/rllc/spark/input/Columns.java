package rllc.spark.input;

import java.io.Serializable;

/**
 * The columns that hold the data.
 *
 * @param features a column of Spark ML vectors
 * @param label a numeric, boolean or string column
 * @param weight a numeric column of weights >= 0, or null where every row weighs one
 */
public record Columns(String features, String label, String weight) implements Serializable {
  private static final long serialVersionUID = 1L;
}
