package rllc.jobs.table;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The format of a file and the options that Spark's reader needs for it, told from the file's first
 * bytes: names lie ({@code a9a.gz}), content does not.
 *
 * @param name Spark's name of the format
 * @param options reader options
 */
record TableFormat(String name, Map<String, String> options) {
  /** Ranking's qid too, which Spark's reader then refuses by name. */
  private static final Pattern LIBSVM =
      Pattern.compile(
          "\\s*[-+]?[0-9.][-+0-9.eE]*(\\s+qid:\\S+)?(\\s+[0-9]+:[-+0-9.eE]+)+\\s*(#.*)?");

  static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*");
  private static final String[] DELIMITERS = {"\t", ",", ";", "|", " "};

  TableFormat {
    options = Map.copyOf(options);
  }

  static TableFormat named(String name) {
    return new TableFormat(name, Map.of());
  }

  /**
   * The format of text that begins with {@code lines}, or null if it is none that can be told.
   *
   * <p>CSV: the delimiter is the first of tab, comma, semicolon, bar and blank that splits the
   * first line; there is a header if no field of the first line is a number and some field of the
   * second is, or there is no second.
   */
  static TableFormat ofText(String[] lines) {
    if (isLibsvm(lines)) {
      return named("libsvm");
    }
    if (lines.length == 0 || lines[0].isBlank()) {
      return null;
    }
    String first = lines[0];
    if (first.stripLeading().startsWith("{")) {
      return named("json");
    }
    for (String delimiter : DELIMITERS) {
      if (first.strip().contains(delimiter)) {
        return csv(lines, delimiter);
      }
    }
    return null;
  }

  /** Lines that may be of another format too, a remark or a label alone, decide nothing. */
  private static boolean isLibsvm(String[] lines) {
    for (String line : lines) {
      boolean open =
          line.isBlank() || line.stripLeading().startsWith("#") || NUMBER.matcher(line).matches();
      if (!open) {
        return LIBSVM.matcher(line).matches();
      }
    }
    return false;
  }

  private static TableFormat csv(String[] lines, String delimiter) {
    Map<String, String> options = new TreeMap<>();
    options.put("sep", delimiter);
    options.put("inferSchema", "true");
    options.put("header", Boolean.toString(hasHeader(lines, delimiter)));
    return new TableFormat("csv", options);
  }

  private static boolean hasHeader(String[] lines, String delimiter) {
    return numbers(lines[0], delimiter) == 0
        && (lines.length == 1 || numbers(lines[1], delimiter) > 0);
  }

  private static int numbers(String line, String delimiter) {
    int numbers = 0;
    for (String field : line.split(Pattern.quote(delimiter), -1)) {
      numbers += NUMBER.matcher(field).matches() ? 1 : 0;
    }
    return numbers;
  }
}
