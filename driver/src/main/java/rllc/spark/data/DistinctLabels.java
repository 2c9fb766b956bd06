package rllc.spark.data;

import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import rllc.shard.Block;

/** The labels that there are among packed rows. */
final class DistinctLabels {
  private DistinctLabels() {}

  /** Those of rows of positive weight, ascending; at most {@code most} + 1 of each partition. */
  static TreeSet<Object> weighted(PackedData data, int most) {
    return of(data, most, false);
  }

  /** Those of all rows; otherwise as {@link #weighted}. */
  static TreeSet<Object> all(PackedData data, int most) {
    return of(data, most, true);
  }

  private static TreeSet<Object> of(PackedData data, int most, boolean weightless) {
    TreeSet<Object> all = new TreeSet<>();
    data.blocks()
        .mapPartitions(it -> List.of(distinct(it, most, weightless)).iterator())
        .collect()
        .forEach(all::addAll);
    return all;
  }

  private static TreeSet<Double> distinct(Iterator<Block> blocks, int most, boolean weightless) {
    TreeSet<Double> values = new TreeSet<>();
    while (blocks.hasNext()) {
      Block block = blocks.next();
      for (int row = 0; row < block.rows() && values.size() <= most; row++) {
        if (weightless || block.weight(row) > 0) {
          // Adding 0.0 makes -0.0 the value 0.0.
          values.add(block.label(row) + 0.0);
        }
      }
    }
    return values;
  }
}
