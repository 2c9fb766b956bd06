package rllc.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rllc.settings.SpellingHint;

/**
 * Settings as text: a HOCON file, {@code key=value} overrides and the defaults, merged and checked
 * for misspelt keys. Values are typed later, by {@link SettingsReader}.
 *
 * @param config all keys, resolved; keys that are not set are null
 * @param spark the {@code spark.*} keys, which are Spark's
 */
public record SettingsText(Config config, Map<String, String> spark) {
  /** A group whose keys are Spark's: they are checked where the format is known. */
  private static final String FREE = "data.options.";

  private static final String DEFAULTS = "rllc/jobs/defaults.conf";

  /** As JSON has them: in a run's record they look the same whether from a file or not. */
  private static final Pattern NUMBER_OR_TRUTH =
      Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d+)?([eE][-+]?\\d+)?|true|false");

  /**
   * @param parsed settings of a file
   * @param overrides {@code key=value}; a number, true or false, but not Spark's, and a value that
   *     begins with [, { or a quote are HOCON, any other is taken as it stands
   * @throws IllegalArgumentException for a key that does not exist
   */
  public static SettingsText of(Config parsed, List<String> overrides) {
    return of(parsed, overrides, defaultConfig());
  }

  /** Every setting's default, as {@link #resolved} has the settings. */
  public static Map<String, Object> defaults() {
    return defaultConfig().root().unwrapped();
  }

  private static Config defaultConfig() {
    return ConfigFactory.parseResources(SettingsText.class.getClassLoader(), DEFAULTS);
  }

  /** The same for a command whose settings are the keys of {@code defaults}. */
  public static SettingsText of(Config parsed, List<String> overrides, Config defaults) {
    Config given = parsed;
    for (String override : overrides) {
      given = parseOverride(override).withFallback(given);
    }
    Map<String, String> spark = new TreeMap<>();
    ConfigValue sparks = given.root().get("spark");
    if (sparks instanceof ConfigObject object) {
      collectSpark("spark", object, spark);
    } else if (sparks != null) {
      throw new IllegalArgumentException(
          "`spark` must be settings of Spark such as spark.master, got " + sparks.unwrapped());
    }
    Config ours = given.withoutPath("spark");
    List<String> known = keys(defaults.root(), "");
    for (String key : keys(ours.root(), "")) {
      if (!known.contains(key) && !key.startsWith(FREE)) {
        throw new IllegalArgumentException(
            "`" + key + "` must be a setting's name" + SpellingHint.hint(key, known));
      }
    }
    try {
      return new SettingsText(ours.withFallback(defaults).resolve(), spark);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(firstLine(e), e);
    }
  }

  /**
   * @throws IllegalArgumentException for a file that cannot be read
   */
  public static Config parse(File file) {
    if (!file.isFile()) {
      throw new IllegalArgumentException("settings file must exist, got " + file);
    }
    try {
      return PathSettings.relativeTo(ConfigFactory.parseFile(file).resolve(), file);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(firstLine(e), e);
    }
  }

  /**
   * All settings for a run's record, enough to repeat it from any folder: paths of local files are
   * absolute; secrets are left out.
   */
  public Map<String, Object> resolved() {
    Map<String, Object> all = new LinkedHashMap<>(PathSettings.absolute(config).root().unwrapped());
    Map<String, String> shown = new TreeMap<>();
    Secrets.without(spark)
        .forEach((key, value) -> shown.put(key.substring("spark.".length()), value));
    if (all.get("data") instanceof Map<?, ?> data && data.get("options") instanceof Map<?, ?> its) {
      its.entrySet().removeIf(e -> Secrets.isSecret("" + e.getKey(), "" + e.getValue()));
    }
    all.put("spark", shown);
    return all;
  }

  private static String firstLine(ConfigException e) {
    return e.getMessage().lines().findFirst().orElse("settings must be HOCON");
  }

  /** The parser's words have the value in them. */
  private static String why(String key, String value, ConfigException e) {
    return Secrets.isSecret(key, value) ? "its value is no HOCON" : firstLine(e);
  }

  private static Config parseOverride(String override) {
    int equals = override.indexOf('=');
    if (equals <= 0) {
      throw new IllegalArgumentException(
          "arguments after the command must be FILE.conf or key=value, got " + override);
    }
    String key = override.substring(0, equals).strip();
    String value = override.substring(equals + 1).strip();
    try {
      boolean hocon = !value.isEmpty() && "[{\"".indexOf(value.charAt(0)) >= 0;
      if (hocon || (!key.startsWith("spark.") && NUMBER_OR_TRUTH.matcher(value).matches())) {
        return ConfigFactory.parseString(key + " = " + value);
      }
      ConfigUtil.splitPath(key);
      return ConfigValueFactory.fromAnyRef(value).atPath(key);
    } catch (ConfigException e) {
      String told = Secrets.isSecret(key, value) ? key : override;
      throw new IllegalArgumentException(
          "`" + told + "` must be key=value: " + why(key, value, e), e);
    }
  }

  /** The leaves' paths; a list is a leaf. */
  private static List<String> keys(ConfigObject object, String prefix) {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + entry.getKey();
      if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
        keys.addAll(keys(inner, key + "."));
      } else {
        keys.add(key);
      }
    }
    return keys;
  }

  private static void collectSpark(
      String prefix, ConfigObject object, Map<String, String> settings) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + "." + entry.getKey();
      if (entry.getValue() instanceof ConfigObject inner) {
        collectSpark(key, inner, settings);
      } else {
        settings.put(key, String.valueOf(entry.getValue().unwrapped()));
      }
    }
  }
}
