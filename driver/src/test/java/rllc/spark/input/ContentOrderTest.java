package rllc.spark.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rllc.spark.LocalSpark;

class ContentOrderTest {
  private static final int FEATURES = 60;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static JavaRDD<InputRow> rows(int partitions) {
    SplittableRandom random = new SplittableRandom(7);
    List<InputRow> rows = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      double[] x = random.doubles(FEATURES, 1, 2).toArray();
      InputRow row = new InputRow();
      System.arraycopy(x, 0, row.denseFeatures(FEATURES), 0, FEATURES);
      row.label(i % 2.0);
      row.weight(1);
      rows.add(row);
    }
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, partitions);
  }

  private static double[] firsts(JavaRDD<InputRow> rows) {
    return rows.collect().stream().mapToDouble(row -> row.values[0]).toArray();
  }

  @Test
  void theNumberOfPartitionsFollowsFromTheContent() {
    assertEquals(32, ContentOrder.partitions(0));
    assertEquals(32, ContentOrder.partitions(3L << 30));
    assertEquals(64, ContentOrder.partitions(4L << 30));
    assertEquals(1 << 14, ContentOrder.partitions(1L << 50));
    assertEquals(32, ContentOrder.sorted(rows(3)).getNumPartitions());
  }

  @Test
  void anyNumberOfPartitionsHasTheSameOrderUnderAnyInput() {
    double[] once = firsts(ContentOrder.sorted(rows(1), 64));
    assertEquals(2000, once.length);
    assertArrayEquals(once, firsts(ContentOrder.sorted(rows(5), 64)));
  }

  /** Values between 1 and 2 have random bits, which no codec makes shorter than 52 of 64. */
  @Test
  void aRowTravelsOnce() throws Exception {
    AtomicLong written = new AtomicLong();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            written.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
          }
        };
    spark.sparkContext().addSparkListener(listener);
    try {
      ContentOrder.sorted(rows(2)).count();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
    double values = 2000.0 * FEATURES * Double.BYTES;
    assertTrue(written.get() > 0.8 * values && written.get() < 1.4 * values, "" + written);
  }
}
