package rllc.spark.sum;

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
      groups[task] = new PartitionGroup(Option.empty());
      int end = plan.lastPartition(task, tasks);
      for (int p = plan.firstPartition(task, tasks); p <= end; p++) {
        groups[task].partitions().$plus$eq(partitions[p]);
      }
    }
    return groups;
  }
}
