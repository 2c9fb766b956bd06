package rllc.jobs.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rllc.jobs.settings.SettingsText;

/** What the commands share: a settings file, overrides, and whether to be quiet. */
public final class JobArguments {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE.conf|key=value",
      description = "A settings file and settings that override it.")
  private List<String> arguments = new ArrayList<>();

  @Option(names = "--quiet", description = "No progress on standard error.")
  private boolean quiet;

  public boolean quiet() {
    return quiet;
  }

  /** The settings file, or null. */
  public File file() {
    return !arguments.isEmpty() && !arguments.get(0).contains("=")
        ? new File(arguments.get(0))
        : null;
  }

  public List<String> overrides() {
    return file() == null ? arguments : arguments.subList(1, arguments.size());
  }

  public SettingsText settings() {
    return settings(ConfigFactory.empty());
  }

  /** The same, with {@code defaults} for what neither file nor command line have. */
  public SettingsText settings(Config defaults) {
    return SettingsText.of(parsedFile().withFallback(defaults), overrides());
  }

  /** The settings file's own settings; none without a file. */
  public Config parsedFile() {
    return file() == null ? ConfigFactory.empty() : SettingsText.parse(file());
  }

  /**
   * Takes {@code key=value} out of the arguments, for a key that is not a setting of a training.
   */
  public String takeValue(String key) {
    return takeOptional(key)
        .orElseThrow(() -> new IllegalArgumentException("`" + key + "` must be given"));
  }

  /** The same where it need not be given. */
  public Optional<String> takeOptional(String key) {
    for (String argument : arguments) {
      if (argument.startsWith(key + "=")) {
        arguments = new ArrayList<>(arguments);
        arguments.remove(argument);
        return Optional.of(argument.substring(key.length() + 1));
      }
    }
    return Optional.empty();
  }
}
