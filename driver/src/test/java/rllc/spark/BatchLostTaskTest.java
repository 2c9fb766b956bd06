package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/**
 * A run in batches in whose midst all blocks are lost, as with an executor, and tasks that make
 * them anew fail at their first attempt, ends at the same bits as a calm one.
 */
class BatchLostTaskTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");
  private static final List<Row> ROWS = LocalSpark.rows(30_000, 9, 11);
  private static final int STEPS = 12;

  private static TrainingSettings settings(String preset, String batch) {
    OptionalDouble none = OptionalDouble.empty();
    return new TrainingSettings(
        new ModelSettings(Family.binomial(), 1e-3, 0, true, true),
        Presets.parse(
            preset, none, none, Optional.empty(), 1e-5, Optional.empty(), Optional.empty()),
        new Batching(BatchSize.parse(batch), Optional.empty(), Optional.empty()),
        new StopSettings(STEPS, none, none, 1e-8, none),
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.DOUBLE));
  }

  /** The model, and how many tasks have failed since the rows were packed. */
  private record Run(double[] theta, int failures) {}

  private static Run run(String preset, String batch, boolean lossy) throws Exception {
    SparkSession spark = LocalSpark.start("local[2,4]");
    AtomicInteger failures = new AtomicInteger();
    try (LabelledData data =
        LabelledData.pack(
            lossy ? failingOnce(spark) : LocalSpark.table(spark, ROWS, 3),
            COLUMNS,
            Family.binomial(),
            BadRows.FAIL,
            Order.AS_READ)) {
      spark.sparkContext().listenerBus().waitUntilEmpty();
      spark.sparkContext().addSparkListener(new Failures(failures));
      RunControl control =
          RunControl.of(
              TrainingListener.ofSteps(
                  step -> {
                    if (lossy && step.step() % 4 == 1) {
                      SparkEnv.get().blockManager().removeRdd(data.rows().storedId());
                    }
                  }));
      LinearFit fit = LinearFit.fit(data.rows(), data.labels(), settings(preset, batch), control);
      spark.sparkContext().listenerBus().waitUntilEmpty();
      return new Run(fit.theta(), failures.get());
    } finally {
      spark.stop();
    }
  }

  /** The same table; whoever reads its first rows in an even task fails at the first attempt. */
  private static Dataset<Row> failingOnce(SparkSession spark) {
    return spark.createDataFrame(
        LocalSpark.table(spark, ROWS, 3)
            .toJavaRDD()
            .map(
                row -> {
                  TaskContext task = TaskContext.get();
                  if (task.attemptNumber() == 0 && task.partitionId() % 2 == 0) {
                    throw new IllegalStateException("lost on purpose");
                  }
                  return row;
                }),
        LocalSpark.SCHEMA);
  }

  private static final class Failures extends SparkListener {
    private final AtomicInteger count;

    Failures(AtomicInteger count) {
      this.count = count;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (!end.taskInfo().successful()) {
        count.incrementAndGet();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"auto,0.01", "rllc-momentum(0.9),300"})
  void lostTasksAndBlocksChangeNoBit(String preset, String batch) throws Exception {
    Run calm = run(preset, batch, false);
    Run lossy = run(preset, batch, true);
    assertTrue(calm.failures() == 0 && lossy.failures() >= 2, "failed tasks " + lossy.failures());
    assertArrayEquals(calm.theta(), lossy.theta(), 0.0);
  }
}
