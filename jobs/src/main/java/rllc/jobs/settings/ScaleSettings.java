package rllc.jobs.settings;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code scale.*}.
 *
 * @param executors numbers of executors, rising, one core each
 * @param rows of made-up data, for one executor
 * @param features of a row
 * @param nonZeros entries of a row; a row with fewer features is dense
 * @param steps that are timed, at least 5
 * @param repetitions of each point, at least 1
 */
public record ScaleSettings(
    List<Integer> executors,
    List<Integer> rows,
    List<Integer> features,
    int nonZeros,
    int steps,
    int repetitions) {
  private static final int FEWEST_STEPS = 5;

  public ScaleSettings {
    checkCounts("executors", executors);
    checkCounts("rows", rows);
    checkCounts("features", features);
    check(nonZeros >= 1, "nonZeros", "at least 1", nonZeros);
    check(steps >= FEWEST_STEPS, "steps", "at least " + FEWEST_STEPS, steps);
    check(repetitions >= 1, "repetitions", "at least 1", repetitions);
  }

  /** Those of a settings file. */
  public static ScaleSettings of(SettingsText text) {
    return of(new TypedConfig(text.config()));
  }

  static ScaleSettings of(TypedConfig config) {
    return new ScaleSettings(
        counts(config, "executors"),
        counts(config, "rows"),
        counts(config, "features"),
        config.integer("scale.nonZeros"),
        config.integer("scale.steps"),
        config.integer("scale.repetitions"));
  }

  private static List<Integer> counts(TypedConfig config, String key) {
    double[] numbers = config.optionalNumbers("scale." + key).orElse(new double[0]);
    boolean whole = Arrays.stream(numbers).allMatch(n -> n == (int) n);
    check(whole, key, "whole numbers", Arrays.toString(numbers));
    return Arrays.stream(numbers).mapToObj(n -> (int) n).toList();
  }

  private static void checkCounts(String key, List<Integer> counts) {
    boolean rising =
        !counts.isEmpty()
            && counts.get(0) >= 1
            && IntStream.range(1, counts.size()).allMatch(i -> counts.get(i) > counts.get(i - 1));
    check(rising, key, "rising whole numbers above 0", counts);
  }

  private static void check(boolean holds, String key, String must, Object was) {
    if (!holds) {
      throw new IllegalArgumentException("`scale." + key + "` must be " + must + ", got " + was);
    }
  }
}
