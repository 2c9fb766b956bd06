package rllc.ml;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.DoubleParam;
import rllc.family.Score;
import rllc.kernel.KernelMode;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.ModelSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.ValidationSettings;
import rllc.settings.preset.Presets;

/** An estimator's parameters as settings of a training. */
final class EstimatorSettings {
  private EstimatorSettings() {}

  /**
   * @param maxIter Spark's limit of iterations: steps
   * @param validates whether there are rows that score the model
   * @throws IllegalArgumentException if parameters do not fit each other
   */
  static TrainingSettings of(
      RllcParams<?> params, ModelSettings model, int maxIter, double tol, boolean validates) {
    if (maxIter < 1) {
      throw new IllegalArgumentException("`maxIter` must be at least 1, got " + maxIter);
    }
    return new TrainingSettings(
        model,
        Presets.parse(
            params.getOptimizer(), value(params, params.c1()), value(params, params.c2())),
        new Batching(BatchSize.parse(params.getBatch()), Optional.empty(), Optional.empty()),
        new StopSettings(
            maxIter,
            value(params, params.maxPasses()),
            value(params, params.maxSeconds()),
            tol,
            value(params, params.targetLoss()),
            validates ? Optional.of(validation(params)) : Optional.empty()),
        new RunSettings(
            params.getSeed(),
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.AUTO,
            RunSettings.Precision.AUTO));
  }

  /** The same settings to score models on rows that are drawn by {@code seed}. */
  static TrainingSettings scoring(TrainingSettings settings, Score score, long seed) {
    ValidationSettings judged =
        new ValidationSettings(OptionalDouble.empty(), 1, Optional.of(score));
    return new TrainingSettings(
        settings.model(),
        settings.optimizer(),
        settings.batching(),
        settings.stop().validated(judged),
        settings.run().withSeed(seed));
  }

  private static ValidationSettings validation(RllcParams<?> params) {
    return new ValidationSettings(
        OptionalDouble.empty(), params.getPatience(), Score.named(params.getValidationMetric()));
  }

  private static OptionalDouble value(RllcParams<?> params, DoubleParam param) {
    return params.isDefined(param)
        ? OptionalDouble.of((Double) params.getOrDefault(param))
        : OptionalDouble.empty();
  }
}
