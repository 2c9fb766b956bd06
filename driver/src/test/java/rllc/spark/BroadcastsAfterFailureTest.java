package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.SparkGradients;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.train.objective.Batch;

/** A fit whose tasks fail leaves no broadcast, and no packed rows. */
class BroadcastsAfterFailureTest {
  private SparkSession spark;

  @BeforeEach
  void start() {
    spark = LocalSpark.start("local[2]");
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  private PackedData packed() {
    return PackedData.pack(
        LocalSpark.table(spark, LocalSpark.rows(2000, 4, 3), 2),
        new Columns("features", "label", "weight"),
        LabelCoding.numeric(),
        BadRows.FAIL,
        Order.AS_READ);
  }

  /** Labels are 0 and 1, so a softmax of 2 classes has 2 (d + 1) parameters and 1 is too few. */
  @Test
  void ofFailingTasks() throws Exception {
    try (PackedData data = packed()) {
      assertThrows(
          Exception.class,
          () -> {
            try (SparkGradients gradients = new SparkGradients(data, KernelMode.JAVA)) {
              gradients.sum(MarginLoss.LOGISTIC, new double[5]);
              gradients.sum(new Softmax(2), new double[5]);
            }
          });
      assertThrows(
          Exception.class,
          () -> {
            try (SparkGradients gradients = new SparkGradients(data, KernelMode.JAVA)) {
              gradients.batch(MarginLoss.LOGISTIC, new double[7], 1, Batch.ALL);
            }
          });
    }
    assertEquals(List.of(), Leftovers.of(spark));
  }
}
