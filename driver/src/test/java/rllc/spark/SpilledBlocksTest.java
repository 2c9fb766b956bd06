package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.shard.GradientSum;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.SparkGradients;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.train.batch.BatchPlan;

/** Data larger than memory: blocks that live on disk give the same bits. */
class SpilledBlocksTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final int FEATURES = 9;
  private static final List<Row> ROWS = LocalSpark.rows(40_000, FEATURES, 11);

  /** Loss and gradient; in memory or, where the executor has next to none, on disk. */
  private static double[] sums(boolean onDisk, String serializer) {
    SparkSession spark = spark(onDisk, serializer);
    try (PackedData data = packed(spark, 3);
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

  /** Bytes read from disk by a batch of one row, and by all. */
  private static long[] bytesRead(int partitions, boolean cut) throws Exception {
    SparkSession spark = spark(true, "JavaSerializer");
    AtomicLong bytes = new AtomicLong();
    try (PackedData data = packed(spark, partitions);
        SparkGradients gradients = new SparkGradients(data, KernelMode.AUTO)) {
      if (cut) {
        gradients.cutForBatches();
        assertWhere(true, spark, gradients.data());
      }
      spark.sparkContext().listenerBus().waitUntilEmpty();
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
      long all = bytes.get();
      BatchPlan plan = new BatchPlan(data.blockCount(), ROWS.size(), 1, 1);
      long rows = 0;
      for (int step = 0; rows == 0; step++) {
        bytes.set(0);
        rows = gradients.batch(MarginLoss.LOGISTIC, theta, 1, plan.batch(step)).sum().rows();
        spark.sparkContext().listenerBus().waitUntilEmpty();
      }
      assertEquals(1, rows);
      return new long[] {bytes.get(), all};
    } finally {
      spark.stop();
    }
  }

  private static PackedData packed(SparkSession spark, int partitions) {
    return PackedData.pack(
        LocalSpark.table(spark, ROWS, partitions),
        COLUMNS,
        LabelCoding.numeric(),
        BadRows.FAIL,
        Order.AS_READ);
  }

  @Test
  void aBatchReadsThePartitionsThatItTouches() throws Exception {
    long[] bytes = bytesRead(10, false);
    assertTrue(bytes[0] > 0 && bytes[0] < 0.11 * bytes[1], bytes[0] + " of " + bytes[1]);
  }

  /** One partition holds the five blocks; cut, each is one of its own. */
  @Test
  void cutForBatchesABatchReadsTheBlocksThatItTouches() throws Exception {
    long[] whole = bytesRead(1, false);
    assertTrue(whole[0] >= 0.99 * whole[1] / 2, whole[0] + " of " + whole[1]);
    long[] cut = bytesRead(1, true);
    assertTrue(cut[0] > 0 && cut[0] < 0.25 * cut[1], cut[0] + " of " + cut[1]);
  }

  @Test
  void blocksInMemoryAreNotCut() {
    SparkSession spark = spark(false, "JavaSerializer");
    try (PackedData data = packed(spark, 1)) {
      try (PackedData cut = data.cutForBatches()) {
        assertEquals(data.storedId(), cut.storedId());
      }
    } finally {
      spark.stop();
    }
  }

  /** Sums over batches, with all stored blocks lost in their midst. */
  private static double[] batches(boolean onDisk, String serializer) {
    SparkSession spark = spark(onDisk, serializer);
    try (PackedData data = packed(spark, 3);
        SparkGradients gradients = new SparkGradients(data, KernelMode.AUTO)) {
      gradients.cutForBatches();
      int id = gradients.data().storedId();
      assertEquals(onDisk, id != data.storedId());
      BatchPlan plan = new BatchPlan(data.blockCount(), ROWS.size(), 900, 1);
      double[] all = new double[FEATURES + 1];
      for (int step = 0; step < 12; step++) {
        if (onDisk && step == 5) {
          SparkEnv.get().blockManager().removeRdd(id);
        }
        double[] direction = all.clone();
        direction[step % FEATURES] += 1;
        double[] sum =
            gradients.hessianVector(MarginLoss.LOGISTIC, all, direction, plan.batch(step)).vector();
        for (int j = 0; j < all.length; j++) {
          all[j] += 1e-3 * sum[j];
        }
      }
      return all;
    } finally {
      spark.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JavaSerializer", "KryoSerializer"})
  void batchesOverCutAndLostBlocksGiveTheSameBits(String serializer) {
    assertArrayEquals(batches(false, serializer), batches(true, serializer), 0);
  }

  private static void assertWhere(boolean onDisk, SparkSession spark, PackedData data) {
    for (RDDInfo info : spark.sparkContext().getRDDStorageInfo()) {
      if (info.id() == data.storedId()) {
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
