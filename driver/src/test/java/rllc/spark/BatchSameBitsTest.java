package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import rllc.family.Family;
import rllc.kernel.JavaKernels;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.shard.Block;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.spark.sum.ShardFunction;
import rllc.train.batch.BatchPlan;
import rllc.train.linear.BatchSum;
import rllc.train.objective.Batch;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

class BatchSameBitsTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final List<Row> ROWS = LocalSpark.rows(30_000, 9, 11);

  private static TrainingSettings settings(String preset, String batch) {
    OptionalDouble none = OptionalDouble.empty();
    OptimizerSettings optimizer =
        Presets.parse(
            preset, none, none, Optional.empty(), 1e-5, Optional.empty(), Optional.empty());
    return new TrainingSettings(
        new ModelSettings(Family.binomial(), 1e-3, 0, true, true),
        optimizer,
        new Batching(BatchSize.parse(batch), Optional.empty(), Optional.empty()),
        new StopSettings(25, none, none, 1e-8, none),
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.DOUBLE));
  }

  private static double[] theta(String master, String preset, String batch) {
    SparkSession spark = LocalSpark.start(master);
    List<StepRecord> records = new ArrayList<>();
    try (LabelledData data =
        LabelledData.pack(
            LocalSpark.table(spark, ROWS, 3),
            COLUMNS,
            Family.binomial(),
            BadRows.FAIL,
            Order.AS_READ)) {
      LinearFit fit =
          LinearFit.fit(
              data.rows(),
              data.labels(),
              settings(preset, batch),
              RunControl.of(TrainingListener.ofSteps(records::add)));
      assertEquals(25, records.size());
      double touched = records.stream().mapToLong(StepRecord::batchRows).sum() / 30_000.0;
      assertTrue(touched < 0.4, "touched " + touched);
      assertEquals(
          LinearFit.objective(data.rows(), data.labels(), settings(preset, batch), fit.theta()),
          fit.last().loss(),
          1e-12);
      assertTrue(fit.last().loss() < records.get(0).loss(), "no progress");
      assertTrue(fit.optimizer().c1().orElseThrow() > 0, "c1 of a population is its winner's");
      assertTrue(records.stream().allMatch(r -> r.seconds().kernel() > 0), "kernels take time");
      return fit.theta();
    } finally {
      spark.stop();
    }
  }

  @Test
  void oneTwoAndThreeCoresGiveTheSameBits() {
    for (String[] run : new String[][] {{"auto", "0.01"}, {"rllc-momentum(0.9)", "300"}}) {
      double[] one = theta("local[1]", run[0], run[1]);
      assertArrayEquals(one, theta("local[2]", run[0], run[1]), 0.0, run[0]);
      assertArrayEquals(one, theta("local[3]", run[0], run[1]), 0.0, run[0]);
    }
  }

  @Test
  void tasksWithoutAChosenBlockAreNotStarted() throws Exception {
    SparkSession spark = LocalSpark.start("local[4]");
    int[] tasks = new int[1];
    try (PackedData data =
        PackedData.pack(
            LocalSpark.table(spark, ROWS, 4),
            COLUMNS,
            LabelCoding.numeric(),
            BadRows.FAIL,
            Order.AS_READ)) {
      assertEquals(4, data.parallelTasks());
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                  tasks[0]++;
                }
              });
      Batch batch = new BatchPlan(data.blockCount(), 30_000, 1, 1).batch(5);
      BatchSum sum = data.sum(new RowCount(batch), batch);
      assertEquals(1, sum.rows());
      spark.sparkContext().listenerBus().waitUntilEmpty();
      assertEquals(1, tasks[0]);
    } finally {
      spark.stop();
    }
  }

  private static final class RowCount implements ShardFunction<BatchSum> {
    private static final long serialVersionUID = 1L;

    private final Batch batch;

    RowCount(Batch batch) {
      this.batch = batch;
    }

    @Override
    public BatchSum empty() {
      return new BatchSum(1, 10);
    }

    @Override
    public void add(BatchSum sum, Block block, int number) {
      int[] rows = batch.rows(block, number);
      sum.add(block, rows, new JavaKernels(), MarginLoss.LOGISTIC, new double[10]);
    }

    @Override
    public void merge(BatchSum sum, BatchSum next) {
      sum.merge(next);
    }

    @Override
    public void clear(BatchSum sum) {
      sum.clear();
    }
  }
}
