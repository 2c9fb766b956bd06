package rllc.spark.sum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.RDD;
import rllc.shard.Block;
import rllc.train.objective.Batch;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Sums over cached blocks: each task works a subtree of the plan and returns one vector; the driver
 * merges them by number, never by arrival. Many tasks are merged on the executors first, by the
 * same tree.
 */
public final class ShardedSum {
  /**
   * Up to so many vectors go straight to the driver; an in-between stage costs more than it saves.
   */
  private static final int DIRECT_TASKS = 16;

  private final ShardPlan plan;
  private final int tasks;
  private final TaskBlocksRdd runs;

  private ShardedSum(ShardPlan plan, int tasks, TaskBlocksRdd runs) {
    this.plan = plan;
    this.tasks = tasks;
    this.runs = runs;
  }

  public static ShardedSum over(RDD<Block> blocks, ShardPlan plan, int tasks) {
    return new ShardedSum(plan, tasks, TaskBlocksRdd.over(blocks, plan, tasks));
  }

  public ShardPlan plan() {
    return plan;
  }

  public int tasks() {
    return tasks;
  }

  public <S> S sum(ShardFunction<S> function, Batch batch) {
    SubtreeTask<S> task = new SubtreeTask<>(plan, tasks, function, batch);
    List<Object> touched = touched(batch);
    return touched.size() > DIRECT_TASKS
        ? mergedOnExecutors(task, function)
        : direct(task, touched, function);
  }

  /** Numbers of the tasks that {@code batch} gives something to do. */
  public List<Object> touched(Batch batch) {
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
  private <S> S direct(SubtreeTask<S> task, List<Object> touched, ShardFunction<S> function) {
    ClassTag<S> anything = (ClassTag<S>) ClassTag.Any();
    S[] sums =
        (S[])
            runs.context()
                .runJob(runs, task, CollectionConverters.asScala(touched).toSeq(), anything);
    List<Tuple2<Integer, S>> nodes = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      nodes.add(new Tuple2<>((Integer) touched.get(i), sums[i]));
    }
    return TreeSum.ofNodes(byNumber(nodes, 0, tasks), function);
  }

  private <S> S mergedOnExecutors(SubtreeTask<S> task, ShardFunction<S> function) {
    int width = Math.max(DIRECT_TASKS, Integer.highestOneBit((int) Math.sqrt(tasks)));
    JavaPairRDD<Integer, S> nodes =
        runs.toJavaRDD()
            .mapPartitionsWithIndex(
                (number, run) ->
                    task.touches(number)
                        ? List.of(new Tuple2<>(number, task.sum(number, run.next()))).iterator()
                        : Collections.<Tuple2<Integer, S>>emptyIterator(),
                false)
            .mapToPair(node -> node);
    JavaPairRDD<Integer, S> merged = mergedOnExecutors(nodes, tasks / width, width, function);
    return TreeSum.ofNodes(byNumber(merged.collect(), 0, width), function);
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
