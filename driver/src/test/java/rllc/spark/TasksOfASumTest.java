package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.SparkGradients;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;

/** Executors that come after the rows were packed take part in the sums; the bits stay. */
class TasksOfASumTest {
  private static final int FEATURES = 9;

  private static double[] gradient(PackedData data) {
    try (SparkGradients gradients = new SparkGradients(data, KernelMode.AUTO)) {
      return gradients.sum(MarginLoss.LOGISTIC, new double[FEATURES + 1]).sum().gradient();
    }
  }

  @Test
  void followTheCoresOfNow() throws Exception {
    SparkSession spark = LocalSpark.start("local[4]");
    String cores = "spark.default.parallelism";
    spark.sparkContext().conf().set(cores, "1");
    AtomicInteger tasks = new AtomicInteger();
    try (PackedData data =
        PackedData.pack(
            LocalSpark.table(spark, LocalSpark.rows(60_000, FEATURES, 11), 3),
            new Columns("features", "label", "weight"),
            LabelCoding.numeric(),
            BadRows.FAIL,
            Order.AS_READ)) {
      assertTrue(data.shards() >= 4, "too few shards to show anything: " + data.shards());
      spark.sparkContext().listenerBus().waitUntilEmpty();
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                  tasks.incrementAndGet();
                }
              });
      double[] one = gradient(data);
      spark.sparkContext().listenerBus().waitUntilEmpty();
      assertEquals(1, tasks.getAndSet(0));
      spark.sparkContext().conf().set(cores, "4");
      double[] four = gradient(data);
      spark.sparkContext().listenerBus().waitUntilEmpty();
      assertEquals(4, tasks.get());
      assertEquals(4, data.parallelTasks());
      assertArrayEquals(one, four, 0.0);
    } finally {
      spark.stop();
    }
  }
}
