package rllc.spark;

/** In which order rows are cut into shards; setting {@code data.order}. */
public enum RowOrder {
  /** As the input's partitions have them: same partitions, same bits. */
  AS_READ,
  /** By a hash of their content, at the price of one shuffle: same bits under any partitioning. */
  CONTENT
}
