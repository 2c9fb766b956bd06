package rllc.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;

/** The settings of a comparison: one training for each preset. */
public final class CompareReader {
  private static final List<String> COMPANIONS =
      List.of("c1", "c2", "law0", "P", "v", "batch", "schedule", "average");

  private CompareReader() {}

  /**
   * Each preset gets those of {@code optimizer.}c1, c2, law0, P and v that it takes; {@code
   * optimizer.preset} itself plays no part.
   *
   * @throws IllegalArgumentException as {@link SettingsReader#read}
   */
  public static CompareSettings read(SettingsText text) {
    TypedConfig config = new TypedConfig(text.config());
    UnreadKeys.check(config);
    config.mustBeAbsent("stop.validationFraction", "for compare, where all seek one optimum");
    return new CompareSettings(
        SettingsReader.data(text),
        trainings(text.config(), config.texts("compare.presets")),
        config.bool("compare.mllib"),
        config.integer("compare.repetitions"),
        config.optionalNumber("compare.optimum"),
        config.nonBlank("out"),
        config.bool("overwrite"),
        text.spark(),
        text.resolved());
  }

  private static List<TrainingSettings> trainings(Config config, List<String> presets) {
    try {
      checkCompanions(config, presets);
      return presets.stream()
          .map(preset -> new TypedConfig(of(config, preset)))
          .map(SettingsReader::training)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage().replace("`optimizer.preset`", "`compare.presets`"), e);
    }
  }

  /** The settings as they would be for {@code preset} alone. */
  private static Config of(Config config, String preset) {
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
}
