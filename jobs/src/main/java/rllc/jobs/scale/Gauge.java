package rllc.jobs.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import rllc.family.Family;
import rllc.jobs.generate.GenerateSettings;
import rllc.jobs.generate.SyntheticData;
import rllc.jobs.generate.SyntheticFamily;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.shard.Block;
import rllc.spark.LinearFit;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.Labels;
import rllc.spark.sum.ShardFunction;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/** Times steps of momentum on made-up rows: one pass and little else. */
final class Gauge {
  private static final int WARM = 5;
  private static final int EMPTY_JOBS = 11;
  private static final double REG_PARAM = 1e-4;

  private final SparkSession spark;
  private final int steps;
  private final BooleanSupplier interrupted;

  Gauge(SparkSession spark, int steps, BooleanSupplier interrupted) {
    this.spark = spark;
    this.steps = steps;
    this.interrupted = interrupted;
  }

  Timing of(Point point) {
    LabelCoding coding = LabelCoding.classes(List.of(0.0, 1.0));
    GenerateSettings settings =
        new GenerateSettings(
            SyntheticFamily.BINOMIAL,
            0,
            point.rows(),
            point.features(),
            point.nonZeros(),
            1,
            0,
            1,
            2 * spark.sparkContext().defaultParallelism(),
            "made up");
    try (PackedData data =
        PackedData.pack(
            SyntheticData.rows(spark, settings),
            new Columns("features", "label", null),
            coding,
            BadRows.FAIL,
            Order.AS_READ)) {
      double empty = emptyJob(data);
      List<StepRecord> records = new ArrayList<>();
      LinearFit.fit(
          data,
          new Labels(Family.binomial(), coding),
          settings(),
          new RunControl(
              List.of(TrainingListener.ofSteps(records::add)), interrupted, System::nanoTime));
      return timing(records.subList(WARM, records.size()), empty);
    }
  }

  private TrainingSettings settings() {
    return new TrainingSettings(
        new ModelSettings(Family.binomial(), REG_PARAM, 0, true, true),
        Presets.parse(
            "momentum(0.9)",
            OptionalDouble.of(1e-3),
            OptionalDouble.empty(),
            Optional.empty(),
            Presets.RANK_TOLERANCE,
            Optional.empty(),
            Optional.empty()),
        new StopSettings(
            WARM + steps,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            OptionalDouble.empty()),
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.PRIOR,
            KernelMode.AUTO,
            RunSettings.Precision.DOUBLE));
  }

  /** The median of several, after as many. */
  private static double emptyJob(PackedData data) {
    double[] seconds = new double[EMPTY_JOBS];
    for (int i = 0; i < 2 * EMPTY_JOBS; i++) {
      long begin = System.nanoTime();
      data.sum(new Nothing());
      seconds[i % EMPTY_JOBS] = (System.nanoTime() - begin) * 1e-9;
    }
    Arrays.sort(seconds);
    return seconds[EMPTY_JOBS / 2];
  }

  private static Timing timing(List<StepRecord> records, double empty) {
    List<Timing> all = new ArrayList<>();
    for (int i = 1; i < records.size(); i++) {
      var split = records.get(i).seconds();
      double schedule = Math.min(empty, split.combine());
      all.add(
          new Timing(
              records.get(i).elapsed() - records.get(i - 1).elapsed(),
              split.broadcast(),
              schedule,
              split.kernel(),
              split.combine() - schedule,
              split.driver()));
    }
    return Timing.median(all);
  }

  /** A sum that looks at no row. */
  private static final class Nothing implements ShardFunction<long[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public long[] empty() {
      return new long[1];
    }

    @Override
    public void add(long[] sum, Block block, int number) {
      sum[0]++;
    }

    @Override
    public void merge(long[] sum, long[] next) {
      sum[0] += next[0];
    }

    @Override
    public void clear(long[] sum) {
      sum[0] = 0;
    }
  }
}
