package rllc.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Optional;
import rllc.kernel.KernelMode;
import rllc.settings.DataSettings;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.Presets;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;

/** Text to typed settings; every value is checked before Spark starts. */
public final class SettingsReader {
  private static final List<String> COMPANIONS = List.of("c1", "c2", "law0", "P", "v");

  private SettingsReader() {}

  /**
   * @throws IllegalArgumentException for a value that does not fit: one line with the key, what it
   *     must be, and what it was
   */
  public static JobSettings read(SettingsText text) {
    TypedConfig config = new TypedConfig(text.config());
    NotYet.refuse(config);
    DataSettings data = data(config, text.config());
    TrainingSettings training =
        new TrainingSettings(model(config), optimizer(config), stop(config), run(config));
    return new JobSettings(
        data,
        training,
        config.nonBlank("out"),
        config.bool("overwrite"),
        text.spark(),
        text.config().root().unwrapped());
  }

  /**
   * The settings of a comparison. Each preset gets those of c1, c2, law0, P and v that it takes;
   * {@code optimizer.preset} itself plays no part.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static CompareSettings compare(SettingsText text) {
    TypedConfig config = new TypedConfig(text.config());
    NotYet.refuse(config);
    return new CompareSettings(
        data(config, text.config()),
        optimizers(config, text.config()).stream()
            .map(one -> new TrainingSettings(model(config), one, stop(config), run(config)))
            .toList(),
        config.bool("compare.mllib"),
        config.integer("compare.repetitions"),
        config.optionalNumber("compare.optimum"),
        config.nonBlank("out"),
        config.bool("overwrite"),
        text.spark(),
        text.config().root().unwrapped());
  }

  private static List<OptimizerSettings> optimizers(TypedConfig config, Config raw) {
    List<String> presets = config.texts("compare.presets");
    try {
      checkCompanions(raw, presets);
      return presets.stream()
          .map(preset -> optimizer(new TypedConfig(withCompanions(raw, preset))))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage().replace("`optimizer.preset`", "`compare.presets`"), e);
    }
  }

  private static Config withCompanions(Config config, String preset) {
    Config result = config.withValue("optimizer.preset", ConfigValueFactory.fromAnyRef(preset));
    for (String key : COMPANIONS) {
      boolean taken = Presets.companions(preset).contains(key);
      result = taken ? result : result.withoutPath("optimizer." + key);
    }
    return result;
  }

  private static void checkCompanions(Config config, List<String> presets) {
    for (String key : COMPANIONS) {
      boolean taken = presets.stream().anyMatch(p -> Presets.companions(p).contains(key));
      if (!taken && !TypedConfig.isAuto(config, "optimizer." + key)) {
        throw new IllegalArgumentException(
            "`optimizer."
                + key
                + "` must be auto where no preset of `compare.presets` takes it, got "
                + config.getValue("optimizer." + key).unwrapped());
      }
    }
  }

  /** The data settings alone, for a command that needs no others. */
  public static DataSettings data(SettingsText text) {
    return data(new TypedConfig(text.config()), text.config());
  }

  private static DataSettings data(TypedConfig config, Config raw) {
    return new DataSettings(
        config.text("data.path"),
        config.text("data.format"),
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
        config.choice("data.order", DataSettings.Order.class),
        config.choice("data.badRows", DataSettings.BadRows.class));
  }

  private static ModelSettings model(TypedConfig config) {
    return new ModelSettings(
        config.choice("model.family", ModelSettings.Family.class),
        config.number("model.regParam"),
        config.number("model.elasticNetParam"),
        config.bool("model.fitIntercept"),
        config.bool("model.standardization"));
  }

  private static OptimizerSettings optimizer(TypedConfig config) {
    return Presets.parse(
        config.text("optimizer.preset"),
        config.optionalNumber("optimizer.c1"),
        config.optionalNumber("optimizer.c2"),
        config.optionalNumbers("optimizer.law0"),
        config.number("optimizer.rankTolerance"),
        config.optionalMatrix("optimizer.P"),
        config.optionalNumbers("optimizer.v"));
  }

  private static StopSettings stop(TypedConfig config) {
    return new StopSettings(
        config.integer("stop.maxSteps"),
        config.optionalNumber("stop.maxPasses"),
        config.optionalNumber("stop.maxSeconds"),
        config.number("stop.tol"),
        config.optionalNumber("stop.targetLoss"));
  }

  private static RunSettings run(TypedConfig config) {
    return new RunSettings(
        config.wholeLong("optimizer.seed"),
        config.choice("optimizer.coordinates", RunSettings.Coordinates.class),
        config.choice("optimizer.start", RunSettings.Start.class),
        config.choice("kernel.use", KernelMode.class));
  }
}
