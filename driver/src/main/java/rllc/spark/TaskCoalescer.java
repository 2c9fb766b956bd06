package rllc.spark;

import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Gives task t the partitions that hold its blocks, in order. Neighbouring tasks may share a
 * partition: a single large file is then still worked by all cores, each reading its own blocks of
 * the one cached partition.
 */
final class TaskCoalescer implements PartitionCoalescer, Serializable {
  private static final long serialVersionUID = 1L;

  private final ShardPlan plan;

  TaskCoalescer(ShardPlan plan) {
    this.plan = plan;
  }

  @Override
  public PartitionGroup[] coalesce(int tasks, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    PartitionGroup[] groups = new PartitionGroup[tasks];
    for (int task = 0; task < tasks; task++) {
      PartitionGroup group = new PartitionGroup(Option.empty());
      int first = plan.shardStart(plan.firstShard(task, tasks));
      int end = plan.shardStart(plan.firstShard(task + 1, tasks));
      for (int p = 0; p < partitions.length; p++) {
        if (plan.partitionStart(p) < end && plan.partitionStart(p + 1) > first) {
          group.partitions().$plus$eq(partitions[p]);
        }
      }
      groups[task] = group;
    }
    return groups;
  }

  /** The first block of the first partition that {@link #coalesce} gives to {@code task}. */
  static int firstBlock(ShardPlan plan, int task, int tasks) {
    int first = plan.shardStart(plan.firstShard(task, tasks));
    int end = plan.shardStart(plan.firstShard(task + 1, tasks));
    for (int p = 0; p < plan.partitions(); p++) {
      if (plan.partitionStart(p) < end && plan.partitionStart(p + 1) > first) {
        return plan.partitionStart(p);
      }
    }
    return first;
  }
}
