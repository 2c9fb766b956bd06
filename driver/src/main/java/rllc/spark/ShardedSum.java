package rllc.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import rllc.shard.Block;
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

  <S> S sum(ShardFunction<S> function) {
    ShardPlan thePlan = plan;
    int all = tasks;
    JavaPairRDD<Integer, S> nodes =
        runs.mapPartitionsWithIndex(
                (task, blocks) -> subtree(thePlan, task, all, blocks, function), false)
            .mapToPair(node -> node);
    int width = tasks;
    if (tasks > DIRECT_TASKS) {
      width = Math.max(DIRECT_TASKS, Integer.highestOneBit((int) Math.sqrt(tasks)));
      nodes = mergedOnExecutors(nodes, tasks / width, width, function);
    }
    return TreeSum.ofNodes(byNumber(nodes.collect()), function);
  }

  private static <S> Iterator<Tuple2<Integer, S>> subtree(
      ShardPlan plan, int task, int tasks, Iterator<Block> blocks, ShardFunction<S> function) {
    int first = plan.firstShard(task, tasks);
    int end = plan.firstShard(task + 1, tasks);
    int position = plan.partitionStart(plan.firstPartition(task, tasks));
    S sum = TreeSum.ofShards(plan, first, end, blocks, position, function);
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
              int number = run.get(0)._1() / fan;
              return List.of(new Tuple2<>(number, TreeSum.ofNodes(byNumber(run), function)))
                  .iterator();
            });
  }

  private static <S> List<S> byNumber(List<Tuple2<Integer, S>> nodes) {
    List<Tuple2<Integer, S>> sorted = new ArrayList<>(nodes);
    sorted.sort(Comparator.comparing(Tuple2::_1));
    List<S> sums = new ArrayList<>(sorted.size());
    sorted.forEach(node -> sums.add(node._2()));
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
