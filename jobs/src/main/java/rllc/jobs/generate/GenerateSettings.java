package rllc.jobs.generate;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import rllc.jobs.settings.SettingsText;
import rllc.jobs.settings.TypedConfig;
import rllc.settings.ModelSettings.Family;

/**
 * A synthetic data set.
 *
 * @param path folder to write, which must not exist
 * @param family binomial or gaussian
 * @param rows at least 1
 * @param features at least 1
 * @param nonZeros of a row, at most {@code features}; empty: dense rows
 * @param condition largest / smallest variance of a feature, at least 1
 * @param noise gaussian: deviation of the noise in the label; binomial: chance that a label is
 *     flipped
 * @param seed of all random numbers
 * @param partitions files to write, at least 1
 * @param spark Spark's own settings
 */
public record GenerateSettings(
    String path,
    Family family,
    long rows,
    int features,
    OptionalInt nonZeros,
    double condition,
    double noise,
    long seed,
    int partitions,
    Map<String, String> spark) {
  private static final String DEFAULTS =
      """
      path = null
      family = binomial
      rows = null
      features = null
      nonZeros = null
      condition = 1
      noise = 0
      seed = 1
      partitions = 8
      """;

  public GenerateSettings {
    require(
        family == Family.BINOMIAL || family == Family.GAUSSIAN,
        "family",
        "binomial or gaussian in this version",
        family.name().toLowerCase(java.util.Locale.ROOT));
    require(rows >= 1, "rows", "at least 1", rows);
    require(features >= 1, "features", "at least 1", features);
    int z = nonZeros.orElse(1);
    require(z >= 1 && z <= features, "nonZeros", "in [1, features]", z);
    require(condition >= 1, "condition", "at least 1", condition);
    boolean flips = family == Family.BINOMIAL;
    require(
        noise >= 0 && (!flips || noise <= 1), "noise", flips ? "in [0, 1]" : "at least 0", noise);
    require(partitions >= 1, "partitions", "at least 1", partitions);
  }

  private static void require(boolean holds, String key, String must, Object was) {
    if (!holds) {
      throw new IllegalArgumentException("`" + key + "` must be " + must + ", got " + was);
    }
  }

  /** From {@code key=value} arguments. */
  public static GenerateSettings read(List<String> arguments) {
    SettingsText text =
        SettingsText.of(ConfigFactory.empty(), arguments, ConfigFactory.parseString(DEFAULTS));
    TypedConfig config = new TypedConfig(text.config());
    return new GenerateSettings(
        config.text("path"),
        config.choice("family", Family.class),
        config.wholeLong("rows"),
        config.integer("features"),
        config.optionalInteger("nonZeros"),
        config.number("condition"),
        config.number("noise"),
        config.wholeLong("seed"),
        config.integer("partitions"),
        text.spark());
  }
}
