package rllc.spark.sum;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import rllc.shard.Block;
import rllc.train.objective.Batch;

/**
 * A sum over shards by the fixed binary tree: node [lo, hi) is the sum of [lo, mid) merged with
 * that of [mid, hi), a leaf the sum of one shard's blocks in order. The order of additions is a
 * property of the plan alone.
 */
final class TreeSum {
  private TreeSum() {}

  /**
   * The sum of shards [first, end), a power of two of them, depth first: at most log2(end - first)
   * + 1 buffers live at once.
   *
   * @param blocks by number; asked for in ascending order
   * @param batch blocks that it does not touch are passed over
   * @return null where the batch has none of these shards' rows
   */
  static <S> S ofShards(
      ShardPlan plan,
      int first,
      int end,
      IntFunction<Block> blocks,
      ShardFunction<S> function,
      Batch batch) {
    return new Walk<>(plan, blocks, function, batch).node(first, end);
  }

  /**
   * The sum of neighbouring nodes, a power of two of them, in order; merges into the first of each
   * pair. A node of which nothing is looked at is null; so is the sum of such nodes.
   */
  static <S> S ofNodes(List<S> nodes, ShardFunction<S> function) {
    int size = nodes.size();
    if (size == 1) {
      return nodes.get(0);
    }
    S left = ofNodes(nodes.subList(0, size / 2), function);
    S right = ofNodes(nodes.subList(size / 2, size), function);
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    function.merge(left, right);
    return left;
  }

  private static final class Walk<S> {
    private final ShardPlan plan;
    private final IntFunction<Block> blocks;
    private final ShardFunction<S> function;
    private final Batch batch;
    private final Deque<S> free = new ArrayDeque<>();

    Walk(ShardPlan plan, IntFunction<Block> blocks, ShardFunction<S> function, Batch batch) {
      this.batch = batch;
      this.plan = plan;
      this.blocks = blocks;
      this.function = function;
    }

    S node(int lo, int hi) {
      if (hi - lo == 1) {
        return leaf(lo);
      }
      int mid = (lo + hi) >>> 1;
      S left = node(lo, mid);
      S right = node(mid, hi);
      if (left == null || right == null) {
        return left == null ? right : left;
      }
      function.merge(left, right);
      function.clear(right);
      free.push(right);
      return left;
    }

    private S leaf(int shard) {
      int from = plan.shardStart(shard);
      int to = plan.shardStart(shard + 1);
      S sum = null;
      if (batch.touches(from, to)) {
        sum = free.isEmpty() ? function.empty() : free.pop();
      }
      for (int b = from; b < to; b++) {
        if (batch.touches(b, b + 1)) {
          function.add(sum, blocks.apply(b), b);
        }
      }
      return sum;
    }
  }
}
