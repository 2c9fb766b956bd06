package rllc.spark.sum;

import java.io.Serializable;
import org.apache.spark.TaskContext;
import rllc.train.objective.Batch;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * A task's work: the sum over its subtree of the plan. A class of its own and not a lambda, because
 * Spark reads the byte code around a lambda again for each job, which took longer than scheduling
 * it.
 */
final class SubtreeTask<S> extends AbstractFunction2<TaskContext, Iterator<TaskBlocks>, S>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ShardPlan plan;
  private final int tasks;
  private final ShardFunction<S> function;
  private final Batch batch;

  SubtreeTask(ShardPlan plan, int tasks, ShardFunction<S> function, Batch batch) {
    this.plan = plan;
    this.tasks = tasks;
    this.function = function;
    this.batch = batch;
  }

  /** Whether task {@code task} has something to do. */
  boolean touches(int task) {
    return plan.touches(batch, task, tasks);
  }

  @Override
  public S apply(TaskContext context, Iterator<TaskBlocks> run) {
    return sum(context.partitionId(), run.next());
  }

  /** The sum of task {@code task}'s shards. */
  S sum(int task, TaskBlocks blocks) {
    int first = plan.firstShard(task, tasks);
    int end = plan.firstShard(task + 1, tasks);
    return TreeSum.ofShards(plan, first, end, blocks, function, batch);
  }
}
