package rllc.jobs.settings;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import rllc.family.Family;
import rllc.family.Score;
import rllc.kernel.KernelMode;
import rllc.settings.BatchSize;
import rllc.settings.Batching;
import rllc.settings.Bounds;
import rllc.settings.DataSettings;
import rllc.settings.Metric;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.Schedule;
import rllc.settings.SpellingHint;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.ValidationSettings;
import rllc.settings.preset.Presets;

/** Text to typed settings; every value is checked before Spark starts. */
public final class SettingsReader {
  private static final int FULL_STEPS = 100;
  private static final double BATCH_PASSES = 10;

  private SettingsReader() {}

  /**
   * @throws IllegalArgumentException for a value that does not fit: one line with the key, what it
   *     must be, and what it was
   */
  public static JobSettings read(SettingsText text) {
    TypedConfig config = new TypedConfig(text.config());
    UnreadKeys.check(config);
    DataSettings data = data(config, text.config());
    Optional<PenaltyPath> path = PenaltyPath.of(config);
    return new JobSettings(
        data,
        training(config, path),
        path,
        checkpoint(config),
        config
            .optionalText("mlflow.uri")
            .map(uri -> new MlflowSettings(uri, config.text("mlflow.experiment"))),
        PathSettings.plain("out", config.nonBlank("out")),
        config.bool("overwrite"),
        text.spark(),
        text.resolved());
  }

  private static CheckpointSettings checkpoint(TypedConfig config) {
    return new CheckpointSettings(
        config.optionalText("checkpoint.dir"),
        config.optionalInteger("checkpoint.everySteps"),
        config.optionalNumber("checkpoint.everySeconds"),
        config.bool("checkpoint.resume"));
  }

  /** The training settings alone, of a single penalty. */
  static TrainingSettings training(TypedConfig config) {
    return training(config, Optional.empty());
  }

  private static TrainingSettings training(TypedConfig config, Optional<PenaltyPath> path) {
    ModelSettings model =
        model(
            config,
            path.map(PenaltyPath::weakest).orElseGet(() -> config.number("model.regParam")));
    OptimizerSettings optimizer = optimizer(config);
    Batching batching = batching(config);
    boolean inBatches =
        TrainingSettings.inBatches(
            model, optimizer, batching, config.optionalNumber("stop.maxPasses"));
    return new TrainingSettings(
        model, optimizer, batching, stop(config, inBatches, path), run(config));
  }

  /** The data settings alone, for a command that needs no others. */
  public static DataSettings data(SettingsText text) {
    return data(new TypedConfig(text.config()), text.config());
  }

  /** {@code out} alone, for a command that needs no others of a training. */
  public static String out(SettingsText text) {
    return PathSettings.plain("out", new TypedConfig(text.config()).nonBlank("out"));
  }

  /** {@code overwrite} alone, for a command that needs no others of a training. */
  public static boolean overwrite(SettingsText text) {
    return new TypedConfig(text.config()).bool("overwrite");
  }

  private static DataSettings data(TypedConfig config, Config raw) {
    return new DataSettings(
        config.textOrTexts("data.path", "a path or a list of paths"),
        config.text("data.format"),
        config.textMap("data.options"),
        config.optionalText("data.query"),
        config.optionalText("data.formula"),
        raw.hasPath("data.hash.columns") || raw.hasPath("data.hash.numFeatures")
            ? Optional.of(
                new DataSettings.Hash(
                    config.texts("data.hash.columns"), config.integer("data.hash.numFeatures")))
            : Optional.empty(),
        config.text("data.features"),
        config.text("data.label"),
        config.optionalText("data.weight"),
        config.optionalInteger("data.numFeatures"),
        config.optionalText("data.test"),
        config.number("data.testFraction"),
        config.optionalText("data.packed").map(path -> PathSettings.plain("data.packed", path)),
        config.choice("data.order", DataSettings.Order.class),
        config.choice("data.badRows", DataSettings.BadRows.class));
  }

  private static ModelSettings model(TypedConfig config, double regParam) {
    return new ModelSettings(
        family(config.text("model.family")),
        regParam,
        config.number("model.elasticNetParam"),
        config.bool("model.fitIntercept"),
        config.bool("model.standardization"),
        new Bounds(
            config.optionalBound("model.lowerBoundsOnCoefficients"),
            config.optionalBound("model.upperBoundsOnCoefficients"),
            config.optionalBound("model.lowerBoundsOnIntercepts"),
            config.optionalBound("model.upperBoundsOnIntercepts")));
  }

  private static Family family(String text) {
    List<String> names = Family.names();
    return Family.of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`model.family` must be one of "
                        + String.join(", ", names)
                        + ", got "
                        + text
                        + SpellingHint.hint(text, names)));
  }

  private static OptimizerSettings optimizer(TypedConfig config) {
    OptionalDouble c2 = config.optionalNumber("optimizer.c2");
    OptimizerSettings settings =
        Presets.parse(
            config.text("optimizer.preset"),
            config.optionalNumber("optimizer.c1"),
            c2,
            config.optionalNumbers("optimizer.law0"),
            config.number("optimizer.rankTolerance"),
            config.optionalMatrix("optimizer.P"),
            config.optionalNumbers("optimizer.v"));
    return Presets.withMetric(
        settings, config.optionalChoice("optimizer.metric", Metric.class), c2);
  }

  private static Batching batching(TypedConfig config) {
    return new Batching(
        BatchSize.parse(config.optionalText("optimizer.batch").orElse("auto")),
        config.optionalChoice("optimizer.schedule", Schedule.class),
        config.isAuto("optimizer.average")
            ? Optional.empty()
            : Optional.of(config.bool("optimizer.average")));
  }

  /**
   * {@code stop.maxSteps = auto} is {@link #FULL_STEPS} where a step looks at all rows; else a run
   * ends by passes or seconds, after {@link #BATCH_PASSES} passes where neither is set.
   */
  private static StopSettings stop(
      TypedConfig config, boolean inBatches, Optional<PenaltyPath> path) {
    OptionalInt steps = config.optionalInteger("stop.maxSteps");
    OptionalDouble passes = config.optionalNumber("stop.maxPasses");
    OptionalDouble seconds = config.optionalNumber("stop.maxSeconds");
    boolean open = inBatches && steps.isEmpty() && passes.isEmpty() && seconds.isEmpty();
    return new StopSettings(
        steps.orElse(inBatches ? Integer.MAX_VALUE : FULL_STEPS),
        open ? OptionalDouble.of(BATCH_PASSES) : passes,
        seconds,
        config.number("stop.tol"),
        config.optionalNumber("stop.targetLoss"),
        validation(config, path.isPresent()));
  }

  private static Optional<ValidationSettings> validation(TypedConfig config, boolean path) {
    OptionalDouble fraction = config.optionalNumber("stop.validationFraction");
    if (fraction.isEmpty() && !path) {
      config.mustBeAbsent("stop.patience", "without `stop.validationFraction`");
      config.mustBeAbsent("stop.metric", "without `stop.validationFraction`");
      return Optional.empty();
    }
    return Optional.of(
        new ValidationSettings(
            fraction,
            config.optionalInteger("stop.patience").orElse(ValidationSettings.PATIENCE),
            config.optionalChoice("stop.metric", Score.class)));
  }

  private static RunSettings run(TypedConfig config) {
    return new RunSettings(
        config.wholeLong("optimizer.seed"),
        config.choice("optimizer.coordinates", RunSettings.Coordinates.class),
        config.choice("optimizer.start", RunSettings.Start.class),
        config.choice("kernel.use", KernelMode.class),
        config.choice("kernel.precision", RunSettings.Precision.class));
  }
}
