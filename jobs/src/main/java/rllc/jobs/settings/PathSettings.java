package rllc.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.util.function.UnaryOperator;

/**
 * A relative data path in a settings file is looked for from where the user is, then from the
 * file's own folder: so the files in {@code conf} work from anywhere.
 */
final class PathSettings {
  private static final String[] KEYS = {"data.path", "data.test"};

  private PathSettings() {}

  static Config relativeTo(Config config, File settingsFile) {
    Config result = config;
    for (String key : KEYS) {
      result = mapped(result, key, path -> found(path, settingsFile));
    }
    return result;
  }

  /** The same settings with the paths of files that are on this machine as absolute ones. */
  static Config absolute(Config config) {
    Config result = config;
    for (String key : KEYS) {
      result = mapped(result, key, PathSettings::absolute);
    }
    return result;
  }

  private static String absolute(String path) {
    return !isElsewhere(path) && exists(new File(path))
        ? new File(path).getAbsoluteFile().toPath().normalize().toString()
        : path;
  }

  /** The same with each path of {@code key}, one or a list, as {@code to} has it. */
  private static Config mapped(Config config, String key, UnaryOperator<String> to) {
    if (!config.hasPath(key)) {
      return config;
    }
    Object paths =
        config.getValue(key) instanceof ConfigList
            ? config.getStringList(key).stream().map(to).toList()
            : to.apply(config.getString(key));
    return config.withValue(key, ConfigValueFactory.fromAnyRef(paths));
  }

  /**
   * A path that Spark writes to and reads again: it reads wildcards where it has written names.
   *
   * @throws IllegalArgumentException if it has wildcards, where a user is or in itself
   */
  static String plain(String key, String path) {
    String full = isElsewhere(path) ? path : new File(path).getAbsolutePath();
    if (full.matches("(?s).*[*?\\[\\]{}\\\\].*")) {
      throw new IllegalArgumentException(
          "`" + key + "` must be a path without Spark's wildcards * ? [ ] { } \\, got " + full);
    }
    return path;
  }

  private static boolean isElsewhere(String path) {
    return path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*") || new File(path).isAbsolute();
  }

  private static String found(String path, File settingsFile) {
    if (isElsewhere(path) || exists(new File(path))) {
      return path;
    }
    File beside = new File(settingsFile.getAbsoluteFile().getParentFile(), path);
    return exists(beside) ? beside.toPath().normalize().toString() : path;
  }

  /** Whether the part before the first wildcard exists. */
  private static boolean exists(File file) {
    File fixed = file;
    while (fixed != null && fixed.getPath().matches(".*[*?\\[{].*")) {
      fixed = fixed.getParentFile();
    }
    return fixed != null && fixed.exists();
  }
}
