package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.shard.GradientSum;
import rllc.shard.MarginLoss;
import rllc.train.Batch;
import rllc.train.BatchPlan;

/** Data larger than memory: blocks that live on disk give the same bits. */
class SpilledBlocksTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final int FEATURES = 9;
  private static final List<Row> ROWS = LocalSpark.rows(40_000, FEATURES, 11);

  /** Loss and gradient; in memory or, where the executor has next to none, on disk. */
  private static double[] sums(boolean onDisk, String serializer) {
    SparkSession spark = spark(onDisk, serializer);
    try (PackedData data =
            PackedData.pack(
                LocalSpark.table(spark, ROWS, 3),
                COLUMNS,
                LabelCoding.numeric(),
                BadRows.FAIL,
                Order.AS_READ);
        SparkGradients gradients = new SparkGradients(data, KernelMode.AUTO)) {
      GradientSum sum = gradients.sum(MarginLoss.LOGISTIC, new double[FEATURES + 1]).sum();
      assertWhere(onDisk, spark, data);
      double[] result = java.util.Arrays.copyOf(sum.gradient(), FEATURES + 2);
      result[FEATURES + 1] = sum.lossSum();
      return result;
    } finally {
      spark.stop();
    }
  }

  private static SparkSession spark(boolean onDisk, String serializer) {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.serializer", "org.apache.spark.serializer." + serializer)
        .config("spark.memory.fraction", onDisk ? "1e-6" : "0.6")
        .getOrCreate();
  }

  @Test
  void aBatchReadsThePartitionsThatItTouches() throws Exception {
    SparkSession spark = spark(true, "JavaSerializer");
    AtomicLong bytes = new AtomicLong();
    try (PackedData data =
            PackedData.pack(
                LocalSpark.table(spark, ROWS, 10),
                COLUMNS,
                LabelCoding.numeric(),
                BadRows.FAIL,
                Order.AS_READ);
        SparkGradients gradients = new SparkGradients(data, KernelMode.AUTO)) {
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                  bytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
                }
              });
      double[] theta = new double[FEATURES + 1];
      gradients.sum(MarginLoss.LOGISTIC, theta);
      spark.sparkContext().listenerBus().waitUntilEmpty();
      long all = bytes.getAndSet(0);
      Batch row = new BatchPlan(data.blockCount(), ROWS.size(), 1, 1).batch(3);
      assertEquals(1, gradients.batch(MarginLoss.LOGISTIC, theta, 1, row).sum().rows());
      spark.sparkContext().listenerBus().waitUntilEmpty();
      assertTrue(bytes.get() > 0 && bytes.get() < 0.11 * all, bytes + " of " + all + " bytes");
    } finally {
      spark.stop();
    }
  }

  private static void assertWhere(boolean onDisk, SparkSession spark, PackedData data) {
    for (RDDInfo info : spark.sparkContext().getRDDStorageInfo()) {
      if (info.id() == data.blocks().id()) {
        assertEquals(onDisk, info.memSize() == 0, info.toString());
        assertEquals(onDisk, info.diskSize() > 0, info.toString());
        if (onDisk) {
          // Half of the rows' entries are zeros: stored sparse, 12 bytes an entry, 20 a row.
          double packed = data.entries() * 12.0 + data.rows() * 20.0;
          assertTrue(info.diskSize() < 1.02 * packed, info.diskSize() + " for " + packed);
        }
        return;
      }
    }
    throw new AssertionError("the blocks are not stored");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JavaSerializer", "KryoSerializer"})
  void blocksOnDiskGiveTheSameBits(String serializer) {
    assertArrayEquals(sums(false, serializer), sums(true, serializer), 0);
  }
}
