package rllc.spark.input;

import java.io.Serializable;

/**
 * Held-out rows of classes that no training row has. No model knows them: they are misses of any,
 * and in no other metric.
 *
 * @param rows how many
 * @param weight the sum of their weights, in the order of the partitions
 */
public record UnseenClasses(long rows, double weight) implements Serializable {
  public static final UnseenClasses NONE = new UnseenClasses(0, 0);
}
