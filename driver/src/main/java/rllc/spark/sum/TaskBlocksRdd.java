package rllc.spark.sum;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.CoalescedRDDPartition;
import org.apache.spark.rdd.RDD;
import rllc.shard.Block;
import scala.Option;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/** For each task of a sum one element, its blocks; nothing of them is read before it is asked. */
final class TaskBlocksRdd extends RDD<TaskBlocks> {
  private static final long serialVersionUID = 1L;

  private final ShardPlan plan;

  private TaskBlocksRdd(RDD<Block> runs, ShardPlan plan) {
    super(runs, ClassTag.apply(TaskBlocks.class));
    this.plan = plan;
  }

  static TaskBlocksRdd over(RDD<Block> blocks, ShardPlan plan, int tasks) {
    return new TaskBlocksRdd(
        blocks.coalesce(tasks, false, Option.apply(new TaskCoalescer(plan)), null), plan);
  }

  /** Reads each task's partitions by that task, so that they are stored where it runs. */
  void store() {
    runs().count();
  }

  @Override
  public Partition[] getPartitions() {
    return runs().partitions();
  }

  @Override
  public Iterator<TaskBlocks> compute(Partition task, TaskContext context) {
    List<Partition> parts =
        List.copyOf(CollectionConverters.asJava(((CoalescedRDDPartition) task).parents().toList()));
    RDD<Block> blocks = runs().firstParent(ClassTag.apply(Block.class));
    int first = parts.isEmpty() ? 0 : parts.get(0).index();
    TaskBlocks run =
        new TaskBlocks(
            plan,
            number ->
                CollectionConverters.asJava(blocks.iterator(parts.get(number - first), context)));
    return CollectionConverters.asScala(List.of(run).iterator());
  }

  private RDD<Block> runs() {
    return firstParent(ClassTag.apply(Block.class));
  }
}
