package rllc.jobs.settings;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import rllc.settings.DataSettings;
import rllc.settings.TrainingSettings;

/**
 * A comparison, every setting typed.
 *
 * @param data where rows come from
 * @param trainings one for each preset, alike but for the optimizer
 * @param mllib whether Spark MLlib's own trainer runs too
 * @param repetitions of each optimizer, after a warm-up
 * @param optimum the least objective, where it is known
 * @param out output folder
 * @param overwrite whether an earlier comparison of ours may be replaced
 * @param spark Spark's own settings
 * @param resolved all settings as plain maps, lists, texts and numbers, for compare.json
 */
public record CompareSettings(
    DataSettings data,
    List<TrainingSettings> trainings,
    boolean mllib,
    int repetitions,
    OptionalDouble optimum,
    String out,
    boolean overwrite,
    Map<String, String> spark,
    Map<String, Object> resolved) {
  public CompareSettings {
    trainings = List.copyOf(trainings);
    List<String> presets = trainings.stream().map(t -> t.optimizer().preset()).toList();
    check(!presets.isEmpty(), "presets", "a list of one preset or more", presets);
    check(
        presets.stream().distinct().count() == presets.size(),
        "presets",
        "a list without repetitions",
        presets);
    check(repetitions >= 1, "repetitions", "at least 1", repetitions);
    if (optimum.isPresent()) {
      double value = optimum.getAsDouble();
      check(Double.isFinite(value), "optimum", "finite", value);
    }
  }

  private static void check(boolean holds, String key, String must, Object was) {
    if (!holds) {
      throw new IllegalArgumentException("`compare." + key + "` must be " + must + ", got " + was);
    }
  }
}
