package rllc.spark.sum;

import org.apache.spark.Partition;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import rllc.shard.Block;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * The blocks of each task, to be stored on the hosts of all executors in turn. Without a preference
 * Spark would run such tasks where their input lies, on the executors that were there first.
 */
final class PlacedBlocksRdd extends RDD<Block> {
  private static final long serialVersionUID = 1L;

  private final String[] hosts;

  private PlacedBlocksRdd(RDD<Block> runs, String[] hosts) {
    super(runs, ClassTag.apply(Block.class));
    this.hosts = hosts;
  }

  static PlacedBlocksRdd over(RDD<Block> blocks, ShardPlan plan, int tasks) {
    SparkExecutorInfo[] executors = blocks.context().statusTracker().getExecutorInfos();
    String[] hosts = new String[executors.length];
    for (int i = 0; i < hosts.length; i++) {
      hosts[i] = executors[i].host();
    }
    return new PlacedBlocksRdd(
        blocks.coalesce(tasks, false, Option.apply(new TaskCoalescer(plan)), null), hosts);
  }

  @Override
  public Partition[] getPartitions() {
    return runs().partitions();
  }

  /** A host without executors counts as no preference. */
  @Override
  public Seq<String> getPreferredLocations(Partition task) {
    String[] host = hosts.length == 0 ? hosts : new String[] {hosts[task.index() % hosts.length]};
    return CollectionConverters.asScala(java.util.List.of(host)).toSeq();
  }

  @Override
  public Iterator<Block> compute(Partition task, TaskContext context) {
    return runs().iterator(task, context);
  }

  private RDD<Block> runs() {
    return firstParent(ClassTag.apply(Block.class));
  }
}
