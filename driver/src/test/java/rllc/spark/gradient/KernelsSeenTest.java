package rllc.spark.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.kernel.KernelReport;
import rllc.loss.MarginLoss;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.LocalSpark;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.train.objective.Batch;

class KernelsSeenTest {
  private static final KernelReport JAVA = new KernelReport("java", "jvm", "kernel.use = java");

  @Test
  void passesAndBatchesTellTheKernelsOfTheirTasks() {
    SparkSession spark = LocalSpark.start("local[2]");
    try (PackedData data =
            PackedData.pack(
                LocalSpark.table(spark, LocalSpark.rows(2000, 4, 3), 2),
                new Columns("features", "label", "weight"),
                LabelCoding.numeric(),
                BadRows.FAIL,
                Order.AS_READ);
        SparkGradients passes = new SparkGradients(data, KernelMode.JAVA);
        SparkGradients batches = new SparkGradients(data, KernelMode.JAVA)) {
      assertEquals(List.of(), passes.kernelsSeen());
      passes.sum(MarginLoss.LOGISTIC, new double[5]);
      assertEquals(List.of(JAVA), passes.kernelsSeen());
      batches.batch(MarginLoss.LOGISTIC, new double[5], 1, Batch.ALL);
      assertEquals(List.of(JAVA), batches.kernelsSeen());
    } finally {
      spark.stop();
    }
  }

  @Test
  void differentOnesAreKeptApartAndMerged() {
    KernelsSeen one = new KernelsSeen();
    KernelsSeen other = new KernelsSeen();
    one.use(KernelMode.JAVA);
    other.use(KernelMode.AUTO);
    one.add(other);
    one.add(one);
    assertEquals(2, one.reports().size(), one.reports().toString());
    one.clear();
    assertEquals(List.of(), one.reports());
  }
}
