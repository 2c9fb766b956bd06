package rllc.spark.sum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.RDD;
import rllc.shard.Block;
import rllc.train.objective.Batch;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Sums over cached blocks. Each task works a subtree of the plan and returns one sum. Sums are
 * merged by number, never by arrival, on the driver or, if they are many or large, on the executors
 * first, by the same tree. Safe for use by several threads.
 */
public final class ShardedSum {
  private final RDD<Block> blocks;
  private final ShardPlan plan;
  private final Map<Tasks, TaskBlocksRdd> views = new ConcurrentHashMap<>();

  /** How a sum is cut into tasks; {@code shards} tells the plan, of which there is one each. */
  private record Tasks(int shards, int count) {}

  private ShardedSum(RDD<Block> blocks, ShardPlan plan) {
    this.blocks = blocks;
    this.plan = plan;
  }

  /**
   * @param plan of {@code blocks}
   */
  public static ShardedSum over(RDD<Block> blocks, ShardPlan plan) {
    return new ShardedSum(blocks, plan);
  }

  public ShardPlan plan() {
    return plan;
  }

  /** Tasks of a sum of a few numbers, for the cores that Spark has now. */
  public int tasks() {
    return plan.tasks(cores());
  }

  /** Tasks of a sum of {@code length} numbers over {@code batch}, for the cores of now. */
  public int tasks(long length, Batch batch) {
    ShardPlan fitting = plan.forSumsOf(length);
    return touched(fitting, fitting.tasks(cores()), batch).size();
  }

  /** On a cluster this follows the executors, which may come and go between two sums. */
  private int cores() {
    return blocks.context().defaultParallelism();
  }

  /**
   * The sum over the rows of {@code batch}; null if it has none. The same bits for any number of
   * tasks.
   *
   * @throws IllegalArgumentException if one sum is larger than {@code spark.driver.maxResultSize}
   */
  public <S> S sum(ShardFunction<S> function, Batch batch) {
    ShardPlan fitting = plan.forSumsOf(function.length());
    int tasks = fitting.tasks(cores());
    TaskBlocksRdd runs =
        views.computeIfAbsent(
            new Tasks(fitting.shards(), tasks),
            key -> TaskBlocksRdd.over(blocks, fitting, key.count()));
    SubtreeTask<S> task = new SubtreeTask<>(fitting, tasks, function, batch);
    List<Object> touched = touched(fitting, tasks, batch);
    Replies replies = Replies.of(function.length(), blocks.context());
    return replies.goStraight(touched.size())
        ? direct(runs, task, touched, tasks, function)
        : mergedOnExecutors(runs, task, tasks, replies, function);
  }

  /** Numbers of the tasks that {@code batch} gives something to do. */
  private static List<Object> touched(ShardPlan plan, int tasks, Batch batch) {
    List<Object> touched = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      if (plan.touches(batch, task, tasks)) {
        touched.add(task);
      }
    }
    return touched;
  }

  /** Tasks that have nothing to do are not started. */
  @SuppressWarnings("unchecked")
  private static <S> S direct(
      TaskBlocksRdd runs,
      SubtreeTask<S> task,
      List<Object> touched,
      int tasks,
      ShardFunction<S> function) {
    ClassTag<S> anything = (ClassTag<S>) ClassTag.Any();
    S[] sums =
        (S[])
            runs.context()
                .runJob(runs, task, CollectionConverters.asScala(touched).toSeq(), anything);
    List<Tuple2<Integer, S>> nodes = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      nodes.add(new Tuple2<>((Integer) touched.get(i), sums[i]));
    }
    return TreeSum.ofNodes(NodeMerge.byNumber(nodes, 0, tasks), function);
  }

  private static <S> S mergedOnExecutors(
      TaskBlocksRdd runs,
      SubtreeTask<S> task,
      int tasks,
      Replies replies,
      ShardFunction<S> function) {
    JavaPairRDD<Integer, S> nodes =
        runs.toJavaRDD()
            .mapPartitionsWithIndex(
                (number, run) ->
                    task.touches(number)
                        ? List.of(new Tuple2<>(number, task.sum(number, run.next()))).iterator()
                        : Collections.<Tuple2<Integer, S>>emptyIterator(),
                false)
            .mapToPair(node -> node);
    int width = replies.width(tasks);
    int count = tasks;
    while (count > width) {
      int fan = Math.min(count / width, replies.fan());
      nodes = NodeMerge.merged(nodes, fan, count / fan, function);
      count /= fan;
    }
    return TreeSum.ofNodes(NodeMerge.byNumber(nodes.collect(), 0, count), function);
  }
}
