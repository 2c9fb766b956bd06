package rllc.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import rllc.shard.Block;
import rllc.train.Batch;
import scala.Option;
import scala.Tuple2;

/**
 * Sums over cached blocks: each task works a subtree of the plan and returns one vector; the driver
 * merges them by number, never by arrival. Many tasks are merged on the executors first, by the
 * same tree.
 */
final class ShardedSum {
  /**
   * Up to so many vectors go straight to the driver; an in-between stage costs more than it saves.
   */
  private static final int DIRECT_TASKS = 16;

  private final ShardPlan plan;
  private final int tasks;
  private final JavaRDD<Block> runs;

  private ShardedSum(ShardPlan plan, int tasks, JavaRDD<Block> runs) {
    this.plan = plan;
    this.tasks = tasks;
    this.runs = runs;
  }

  static ShardedSum over(RDD<Block> blocks, ShardPlan plan, int tasks) {
    RDD<Block> runs = blocks.coalesce(tasks, false, Option.apply(new TaskCoalescer(plan)), null);
    return new ShardedSum(plan, tasks, runs.toJavaRDD());
  }

  ShardPlan plan() {
    return plan;
  }

  int tasks() {
    return tasks;
  }

  <S> S sum(ShardFunction<S> function, Batch batch) {
    int[] touched = touched(batch);
    ShardPlan thePlan = plan;
    int all = tasks;
    JavaRDD<Tuple2<Integer, S>> nodes =
        runs.mapPartitionsWithIndex(
            (task, blocks) -> subtree(thePlan, task, all, blocks, function, batch), false);
    if (touched.length <= DIRECT_TASKS) {
      List<Tuple2<Integer, S>> found = new ArrayList<>();
      for (List<Tuple2<Integer, S>> task : nodes.collectPartitions(touched)) {
        found.addAll(task);
      }
      return TreeSum.ofNodes(byNumber(found, 0, tasks), function);
    }
    int width = Math.max(DIRECT_TASKS, Integer.highestOneBit((int) Math.sqrt(tasks)));
    JavaPairRDD<Integer, S> merged =
        mergedOnExecutors(nodes.mapToPair(node -> node), tasks / width, width, function);
    return TreeSum.ofNodes(byNumber(merged.collect(), 0, width), function);
  }

  /** The tasks that have something to do: the others are not started. */
  private int[] touched(Batch batch) {
    return IntStream.range(0, tasks)
        .filter(
            task ->
                batch.touches(
                    plan.shardStart(plan.firstShard(task, tasks)),
                    plan.shardStart(plan.firstShard(task + 1, tasks))))
        .toArray();
  }

  private static <S> Iterator<Tuple2<Integer, S>> subtree(
      ShardPlan plan,
      int task,
      int tasks,
      Iterator<Block> blocks,
      ShardFunction<S> function,
      Batch batch) {
    int first = plan.firstShard(task, tasks);
    int end = plan.firstShard(task + 1, tasks);
    if (!batch.touches(plan.shardStart(first), plan.shardStart(end))) {
      return Collections.emptyIterator();
    }
    int position = plan.partitionStart(plan.firstPartition(task, tasks));
    S sum = TreeSum.ofShards(plan, first, end, blocks, position, function, batch);
    return List.of(new Tuple2<>(task, sum)).iterator();
  }

  private static <S> JavaPairRDD<Integer, S> mergedOnExecutors(
      JavaPairRDD<Integer, S> nodes, int fan, int width, ShardFunction<S> function) {
    return nodes
        .partitionBy(new Runs(fan, width))
        .mapPartitionsToPair(
            it -> {
              List<Tuple2<Integer, S>> run = new ArrayList<>();
              it.forEachRemaining(run::add);
              if (run.isEmpty()) {
                return Collections.emptyIterator();
              }
              int number = run.get(0)._1() / fan;
              S sum = TreeSum.ofNodes(byNumber(run, number * fan, fan), function);
              return List.of(new Tuple2<>(number, sum)).iterator();
            });
  }

  /** Nodes first .. first + count - 1 in order; null where there is none. */
  private static <S> List<S> byNumber(List<Tuple2<Integer, S>> nodes, int first, int count) {
    List<S> sums = new ArrayList<>(Collections.nCopies(count, null));
    nodes.forEach(node -> sums.set(node._1() - first, node._2()));
    return sums;
  }

  /** Runs of {@code fan} neighbouring nodes to one reducer. */
  private static final class Runs extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int fan;
    private final int width;

    Runs(int fan, int width) {
      this.fan = fan;
      this.width = width;
    }

    @Override
    public int numPartitions() {
      return width;
    }

    @Override
    public int getPartition(Object node) {
      return (Integer) node / fan;
    }
  }
}
