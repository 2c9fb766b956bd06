package rllc.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigUtil;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import rllc.settings.Bound;

/** Values by type; what does not fit is refused by key, what it must be, and what it was. */
public final class TypedConfig {
  private static final String AUTO = "auto";

  private final Config config;

  public TypedConfig(Config config) {
    this.config = config;
  }

  private boolean has(String key) {
    return config.hasPath(key);
  }

  private <T> T read(String key, String must, Supplier<T> read) {
    if (!has(key)) {
      throw new IllegalArgumentException("`" + key + "` must be given: " + must);
    }
    try {
      return read.get();
    } catch (ConfigException e) {
      Object was = config.getValue(key).unwrapped();
      throw new IllegalArgumentException("`" + key + "` must be " + must + ", got " + was, e);
    }
  }

  public String text(String key) {
    return read(key, "text", () -> config.getString(key));
  }

  String nonBlank(String key) {
    String text = text(key);
    if (text.isBlank()) {
      throw new IllegalArgumentException("`" + key + "` must not be empty");
    }
    return text;
  }

  Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** Refuses a value that would not be used, {@code where}. */
  void mustBeAbsent(String key, String where) {
    if (!isAuto(key)) {
      throw new IllegalArgumentException(
          "`" + key + "` must not be set " + where + ", got " + config.getValue(key).unwrapped());
    }
  }

  public double number(String key) {
    return read(key, "a number", () -> config.getDouble(key));
  }

  public int integer(String key) {
    return read(key, "a whole number", () -> wholeNumber(key));
  }

  private int wholeNumber(String key) {
    double value = config.getDouble(key);
    if (value != (int) value) {
      throw new ConfigException.BadValue(key, "not a whole number");
    }
    return (int) value;
  }

  public long wholeLong(String key) {
    return read(
        key,
        "a whole number",
        () -> {
          try {
            return new BigDecimal(config.getString(key)).longValueExact();
          } catch (ArithmeticException | NumberFormatException e) {
            throw new ConfigException.BadValue(key, "not a whole number", e);
          }
        });
  }

  boolean bool(String key) {
    return read(key, "true or false", () -> config.getBoolean(key));
  }

  /** Empty where the key is not set or {@code auto}. */
  public OptionalDouble optionalNumber(String key) {
    return isAuto(key) ? OptionalDouble.empty() : OptionalDouble.of(number(key));
  }

  public OptionalInt optionalInteger(String key) {
    return isAuto(key) ? OptionalInt.empty() : OptionalInt.of(integer(key));
  }

  boolean isAuto(String key) {
    return isAuto(config, key);
  }

  /** Whether {@code key} is not set or {@code auto}. */
  static boolean isAuto(Config config, String key) {
    return !config.hasPath(key) || config.getValue(key).unwrapped().equals(AUTO);
  }

  List<String> texts(String key) {
    return read(key, "a list of texts", () -> config.getStringList(key));
  }

  /** A list, or a text as a list of one. */
  List<String> textOrTexts(String key, String must) {
    return read(
        key,
        must,
        () ->
            config.getValue(key) instanceof ConfigList
                ? config.getStringList(key)
                : List.of(config.getString(key)));
  }

  /** A group of keys that are not known beforehand, with their values as text. */
  Map<String, String> textMap(String key) {
    if (!has(key)) {
      return Map.of();
    }
    Map<String, String> map = new TreeMap<>();
    read(key, "a group such as { name = value }", () -> config.getConfig(key).entrySet())
        .forEach(
            entry ->
                map.put(
                    String.join(".", ConfigUtil.splitPath(entry.getKey())),
                    String.valueOf(entry.getValue().unwrapped())));
    return map;
  }

  Optional<double[]> optionalNumbers(String key) {
    return isAuto(key)
        ? Optional.empty()
        : Optional.of(read(key, "a list of numbers", () -> array(config.getDoubleList(key))));
  }

  Optional<double[][]> optionalMatrix(String key) {
    return isAuto(key)
        ? Optional.empty()
        : Optional.of(read(key, "a list of rows", () -> rows(key)));
  }

  private double[][] rows(String key) {
    return config.getList(key).stream()
        .map(row -> row.atKey("row"))
        .map(row -> array(row.getDoubleList("row")))
        .toArray(double[][]::new);
  }

  /** Empty where the key is not set. */
  Optional<Bound> optionalBound(String key) {
    return has(key)
        ? Optional.of(
            read(key, "a number, a list of numbers or a list of such lists", () -> bound(key)))
        : Optional.empty();
  }

  private Bound bound(String key) {
    if (!(config.getValue(key) instanceof ConfigList list)) {
      return Bound.ofAll(config.getDouble(key));
    }
    boolean nested = list.stream().anyMatch(ConfigList.class::isInstance);
    return nested
        ? Bound.of(Arrays.stream(rows(key)).map(TypedConfig::list).toList())
        : Bound.of(List.of(config.getDoubleList(key)));
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Empty where the key is not set or {@code auto}. */
  <E extends Enum<E>> Optional<E> optionalChoice(String key, Class<E> type) {
    return isAuto(key) ? Optional.empty() : Optional.of(choice(key, type));
  }

  /** The constant whose name, without underscores and case, is the text. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    String text = text(key);
    for (E constant : type.getEnumConstants()) {
      if (spelling(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(TypedConfig::spelling).toList();
    throw new IllegalArgumentException(
        "`"
            + key
            + "` must be one of "
            + String.join(", ", names)
            + ", got "
            + text
            + rllc.settings.SpellingHint.hint(text, names));
  }

  /** AS_READ is spelt asRead. */
  private static String spelling(Enum<?> constant) {
    String[] words = constant.name().toLowerCase(java.util.Locale.ROOT).split("_");
    StringBuilder spelling = new StringBuilder(words[0]);
    for (int w = 1; w < words.length; w++) {
      spelling.append(Character.toUpperCase(words[w].charAt(0))).append(words[w].substring(1));
    }
    return spelling.toString();
  }
}
