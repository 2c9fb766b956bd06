package rllc.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BroadcastBlockId;
import scala.Option;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** What fits have left in Spark, which a test asks for. */
public final class Leftovers {
  /** Spark destroys broadcasts in the background. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private Leftovers() {}

  private static final class IsBroadcast extends AbstractFunction1<BlockId, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(BlockId id) {
      return id instanceof BroadcastBlockId broadcast && broadcast.field().isEmpty();
    }
  }

  /** RDDs that are still persisted, and broadcasts of ours that are not destroyed. */
  public static List<String> of(SparkSession spark) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    List<String> left = now(spark);
    while (!left.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
      left = now(spark);
    }
    return left;
  }

  private static List<String> now(SparkSession spark) {
    List<String> left = new ArrayList<>(broadcasts());
    CollectionConverters.asJava(spark.sparkContext().getPersistentRDDs())
        .forEach((id, rdd) -> left.add("RDD " + id + " " + rdd));
    return left;
  }

  /** Broadcasts of parameters; Spark's own hold the code of tasks. */
  public static List<String> broadcasts() {
    List<String> ours = new ArrayList<>();
    var manager = SparkEnv.get().blockManager();
    CollectionConverters.asJava(manager.getMatchingBlockIds(new IsBroadcast()))
        .forEach(
            id -> {
              Option<Iterator<Object>> values = manager.memoryStore().getValues(id);
              Object value = values.isDefined() ? values.get().next() : null;
              boolean own = value != null && value.getClass().getName().startsWith("rllc");
              if (own || value instanceof double[]) {
                ours.add(id + " " + value);
              }
            });
    return ours;
  }
}
