package rllc.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import rllc.shard.Block;

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
   * @param blocks the blocks from number {@code position} on
   */
  static <S> S ofShards(
      ShardPlan plan,
      int first,
      int end,
      Iterator<Block> blocks,
      int position,
      ShardFunction<S> function) {
    int block = position;
    for (; block < plan.shardStart(first); block++) {
      blocks.next();
    }
    return new Walk<>(plan, blocks, function).node(first, end);
  }

  /**
   * The sum of neighbouring nodes, a power of two of them, in order; merges into the first of each
   * pair.
   */
  static <S> S ofNodes(List<S> nodes, ShardFunction<S> function) {
    int size = nodes.size();
    if (size == 1) {
      return nodes.get(0);
    }
    S left = ofNodes(nodes.subList(0, size / 2), function);
    function.merge(left, ofNodes(nodes.subList(size / 2, size), function));
    return left;
  }

  private static final class Walk<S> {
    private final ShardPlan plan;
    private final Iterator<Block> blocks;
    private final ShardFunction<S> function;
    private final Deque<S> free = new ArrayDeque<>();

    Walk(ShardPlan plan, Iterator<Block> blocks, ShardFunction<S> function) {
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
      function.merge(left, right);
      function.clear(right);
      free.push(right);
      return left;
    }

    private S leaf(int shard) {
      S sum = free.isEmpty() ? function.empty() : free.pop();
      for (int b = plan.shardStart(shard); b < plan.shardStart(shard + 1); b++) {
        function.add(sum, blocks.next(), b);
      }
      return sum;
    }
  }
}
