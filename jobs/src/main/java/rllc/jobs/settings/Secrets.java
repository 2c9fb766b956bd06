package rllc.jobs.settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What no file, log or message may tell: by the names that passwords, keys and tokens have. */
public final class Secrets {
  /** The default of spark.redaction.regex, and what it does not know of object stores. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)secret|passw|pwd|token|credential|(access|account|private|api)[._-]?key");

  /** Options of a JVM such as -Djavax.net.ssl.trustStorePassword=..., and users in addresses. */
  private static final Pattern VALUE =
      Pattern.compile("(?i)(secret|passw(or)?d|pwd|token)\\w*=|://[^/@\\s]+:[^/@\\s]+@");

  private Secrets() {}

  /** Whether the setting {@code key} may not be told. */
  public static boolean isSecret(String key, String value) {
    return NAME.matcher(key).find() || VALUE.matcher(value).find();
  }

  /** The settings that may be told. */
  public static Map<String, String> without(Map<String, String> settings) {
    Map<String, String> told = new TreeMap<>(settings);
    told.entrySet().removeIf(entry -> isSecret(entry.getKey(), entry.getValue()));
    return told;
  }
}
