package rllc.spark.sum;

import java.io.Serializable;
import rllc.shard.Block;

/**
 * A sum over blocks, built in tasks and merged in the fixed order of {@link TreeSum}.
 *
 * @param <S> the sum; it travels to the driver, so it is serializable and holds nothing but what
 *     was summed
 */
public interface ShardFunction<S> extends Serializable {
  /** A sum of no blocks. */
  S empty();

  /** Adds block {@code number} of the data, or those of its rows that the sum is over. */
  void add(S sum, Block block, int number);

  /** Adds {@code next}, the sum of the blocks that follow, to {@code sum}. */
  void merge(S sum, S next);

  /** Makes {@code sum} empty again, so that a task reuses its buffers. */
  void clear(S sum);
}
