package rllc.jobs.settings;

import java.util.Arrays;
import java.util.List;
import rllc.optim.LinearMemory;

/**
 * {@code ablate.*}.
 *
 * @param seeds draws of the rows that are compared, at least 3
 * @param units numbers of memory units, from 1 to 16
 * @param passes steps over all rows, at least 2
 * @param epochs passes in batches, at least 1
 */
public record AblateSettings(int seeds, List<Integer> units, int passes, int epochs) {
  private static final int FEWEST_SEEDS = 3;

  public AblateSettings {
    units = List.copyOf(units);
    check(seeds >= FEWEST_SEEDS, "seeds", "at least " + FEWEST_SEEDS, seeds);
    check(
        !units.isEmpty() && units.stream().allMatch(k -> k >= 1 && k <= LinearMemory.MAX_UNITS),
        "units",
        "whole numbers from 1 to " + LinearMemory.MAX_UNITS,
        units);
    check(passes >= 2, "passes", "at least 2", passes);
    check(epochs >= 1, "epochs", "at least 1", epochs);
  }

  /** Those of a settings file. */
  public static AblateSettings of(SettingsText text) {
    return of(new TypedConfig(text.config()));
  }

  static AblateSettings of(TypedConfig config) {
    double[] units = config.optionalNumbers("ablate.units").orElse(new double[0]);
    check(
        Arrays.stream(units).allMatch(k -> k == Math.rint(k)),
        "units",
        "whole numbers",
        Arrays.toString(units));
    return new AblateSettings(
        config.integer("ablate.seeds"),
        Arrays.stream(units).mapToObj(k -> (int) k).toList(),
        config.integer("ablate.passes"),
        config.integer("ablate.epochs"));
  }

  private static void check(boolean holds, String key, String must, Object was) {
    if (!holds) {
      throw new IllegalArgumentException("`ablate." + key + "` must be " + must + ", got " + was);
    }
  }
}
