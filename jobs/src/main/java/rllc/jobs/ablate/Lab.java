package rllc.jobs.ablate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import rllc.jobs.settings.AblateSettings;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.shard.Block;
import rllc.spark.FitOrigin;
import rllc.spark.LinearFit;
import rllc.spark.data.PackedData;
import rllc.spark.gradient.DriverSource;
import rllc.spark.input.Labels;
import rllc.train.report.StopReason;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/** Runs of one problem: four fifths of its rows, drawn anew for each seed. */
final class Lab {
  /** A study of other draws than those that are compared. */
  static final long TUNING_SEED = 1L << 40;

  private static final double SHARE = 0.8;
  private static final int OPTIMUM_STEPS = 500;
  private static final double OPTIMUM_TOLERANCE = 1e-12;

  private final PackedData data;
  private final List<Block> blocks;
  private final Labels labels;
  private final TrainingSettings settings;
  private final AblateSettings study;
  private final BooleanSupplier interrupted;

  Lab(
      PackedData data,
      List<Block> blocks,
      Labels labels,
      TrainingSettings settings,
      AblateSettings study,
      BooleanSupplier interrupted) {
    this.data = data;
    this.blocks = blocks;
    this.labels = labels;
    this.settings = settings;
    this.study = study;
    this.interrupted = interrupted;
  }

  int outputs() {
    return labels.outputs();
  }

  /** Coefficients and intercepts. */
  int dimension() {
    return (data.features() + 1) * labels.outputs();
  }

  /** c1 that {@code preset} would have, from a step of it. */
  double rate(String preset) {
    StopSettings stop = limits(OptionalDouble.empty(), 1);
    return fit(Variant.parsed(preset), Batching.AUTO, stop, TUNING_SEED)
        .optimizer()
        .c1()
        .orElseThrow();
  }

  /** The loss that a run ends at, on its rows; infinite if it diverged. */
  double loss(OptimizerSettings optimizer, boolean batches, long seed) {
    boolean lineSearch = optimizer instanceof OptimizerSettings.Lbfgs;
    Batching batching =
        batches
            ? new Batching(BatchSize.parse("0.01"), Optional.empty(), Optional.empty())
            : new Batching(BatchSize.FULL, Optional.empty(), Optional.empty());
    StopSettings stop =
        batches
            ? limits(OptionalDouble.of(study.epochs()), Integer.MAX_VALUE)
            : limits(
                lineSearch ? OptionalDouble.of(study.passes()) : OptionalDouble.empty(),
                study.passes());
    LinearFit fit = fit(optimizer, batching, stop, seed);
    return fit.stop() instanceof StopReason.Diverged ? Double.POSITIVE_INFINITY : fit.last().loss();
  }

  /** The loss of the null model, and about the least there is. */
  double[] ends(long seed) {
    StopSettings one = limits(OptionalDouble.empty(), 1);
    double[] first = {Double.NaN};
    LinearFit.fit(
        source(seed),
        Optional.empty(),
        labels,
        training(Variant.parsed("sgd"), Batching.AUTO, one, seed),
        FitOrigin.BEGINNING,
        new RunControl(
            List.of(
                TrainingListener.ofSteps(
                    step -> first[0] = step.step() == 0 ? step.loss() : first[0])),
            interrupted,
            System::nanoTime));
    StopSettings patient =
        new StopSettings(
            OPTIMUM_STEPS,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OPTIMUM_TOLERANCE,
            OptionalDouble.empty());
    double least = Double.POSITIVE_INFINITY;
    for (String preset : List.of("auto", "lbfgs")) {
      LinearFit fit = fit(Variant.parsed(preset), Batching.AUTO, patient, seed);
      least = Math.min(least, fit.last().loss());
    }
    return new double[] {first[0], least};
  }

  private static StopSettings limits(OptionalDouble passes, int steps) {
    return new StopSettings(steps, passes, OptionalDouble.empty(), 0, OptionalDouble.empty());
  }

  private LinearFit fit(
      OptimizerSettings optimizer, Batching batching, StopSettings stop, long seed) {
    return LinearFit.fit(
        source(seed),
        Optional.empty(),
        labels,
        training(optimizer, batching, stop, seed),
        FitOrigin.BEGINNING,
        new RunControl(List.of(), interrupted, System::nanoTime));
  }

  private DriverSource source(long seed) {
    return DriverSource.drawn(data, blocks, SHARE, seed, settings.run().kernel());
  }

  private TrainingSettings training(
      OptimizerSettings optimizer, Batching batching, StopSettings stop, long seed) {
    RunSettings run = settings.run().withSeed(seed).with(RunSettings.Start.PRIOR);
    return new TrainingSettings(settings.model(), optimizer, batching, stop, run);
  }
}
