package rllc.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.RunSettings.Precision;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.spark.data.LabelledData;
import rllc.spark.input.Columns;
import rllc.train.run.RunControl;

/**
 * Fits in several threads on one packed table: each has the bits that it has alone, whatever the
 * others ask of the table, no row is packed twice, and nothing stays behind.
 */
class ParallelFitsTest {
  private static final Columns COLUMNS = new Columns("features", "label", "weight");

  /** Labels that must be coded: the table is changed before the fits begin. */
  private static final List<Row> ROWS =
      LocalSpark.rows(40_000, 9, 12).stream()
          .map(row -> RowFactory.create(row.get(0), 3 * row.getDouble(1) - 1, row.get(2)))
          .toList();

  private static final AtomicLong PACKED = new AtomicLong();

  private static TrainingSettings settings(String preset, String batch, Precision precision) {
    OptionalDouble none = OptionalDouble.empty();
    return new TrainingSettings(
        new ModelSettings(Family.binomial(), 1e-3, 0, true, true),
        Presets.parse(
            preset, none, none, Optional.empty(), 1e-5, Optional.empty(), Optional.empty()),
        new Batching(BatchSize.parse(batch), Optional.empty(), Optional.empty()),
        new StopSettings(12, none, none, 1e-8, none),
        new RunSettings(
            1, RunSettings.Coordinates.AUTO, RunSettings.Start.AUTO, KernelMode.AUTO, precision));
  }

  private static List<TrainingSettings> fits() {
    return List.of(
        settings("auto", "full", Precision.DOUBLE),
        settings("lbfgs", "full", Precision.FLOAT),
        settings("auto", "0.01", Precision.DOUBLE),
        settings("auto", "full", Precision.FLOAT),
        settings("auto", "0.02", Precision.FLOAT));
  }

  private static SparkSession spark(boolean onDisk) {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.memory.fraction", onDisk ? "1e-6" : "0.6")
        .getOrCreate();
  }

  private static Dataset<Row> counted(SparkSession spark) {
    return spark.createDataFrame(
        LocalSpark.table(spark, ROWS, 3)
            .toJavaRDD()
            .map(
                row -> {
                  PACKED.incrementAndGet();
                  return row;
                }),
        LocalSpark.SCHEMA);
  }

  private static LabelledData pack(Dataset<Row> table) {
    return LabelledData.pack(table, COLUMNS, Family.binomial(), BadRows.FAIL, Order.AS_READ);
  }

  private static double[] fit(LabelledData data, TrainingSettings settings) {
    return LinearFit.fit(data.rows(), data.labels(), settings, RunControl.nobody()).theta();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachHasTheBitsThatItHasAlone(boolean onDisk) throws Exception {
    SparkSession spark = spark(onDisk);
    try {
      List<double[]> alone = new ArrayList<>();
      for (TrainingSettings settings : fits()) {
        try (LabelledData data = pack(LocalSpark.table(spark, ROWS, 3))) {
          alone.add(fit(data, settings));
        }
      }
      PACKED.set(0);
      try (LabelledData data = pack(counted(spark))) {
        data.rows().blocks().count();
        for (int repetition = 0; repetition < 3; repetition++) {
          List<double[]> together = together(data);
          for (int i = 0; i < alone.size(); i++) {
            assertArrayEquals(alone.get(i), together.get(i), 0.0, fits().get(i).toString());
          }
          assertEquals(1, spark.sparkContext().getPersistentRDDs().size(), "the table alone");
        }
      }
      assertEquals(ROWS.size(), PACKED.get(), "rows that were packed");
      assertEquals(List.of(), Leftovers.of(spark));
    } finally {
      spark.stop();
    }
  }

  private static List<double[]> together(LabelledData data) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(fits().size());
    try {
      List<Future<double[]>> running = new ArrayList<>();
      for (TrainingSettings settings : fits()) {
        running.add(threads.submit(() -> fit(data, settings)));
      }
      List<double[]> done = new ArrayList<>();
      for (Future<double[]> fit : running) {
        done.add(fit.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }
}
