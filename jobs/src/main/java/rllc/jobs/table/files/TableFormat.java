package rllc.jobs.table.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rllc.spark.input.BadInputException;

/**
 * The format of a file, told from its first bytes: names lie ({@code a9a.gz}), content does not.
 */
public final class TableFormat {
  /** Ranking's qid too, which the reader then refuses by name. */
  private static final Pattern LIBSVM =
      Pattern.compile(
          "\\s*[-+]?[0-9.][-+0-9.eE]*(\\s+qid:\\S+)?(\\s+[0-9]+:[-+0-9.eE]+)+\\s*(#.*)?");

  public static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*");

  private TableFormat() {}

  /** Spark's name of the format, empty if it cannot be told. */
  public static Optional<String> of(FileHead head) {
    if (head.startsWith("PAR1")) {
      return Optional.of("parquet");
    }
    if (head.startsWith("ORC")) {
      return Optional.of("orc");
    }
    return head.startsWith("Obj\u0001")
        ? Optional.of("avro")
        : ofText(head.lines(StandardCharsets.UTF_8));
  }

  /** The same of text that begins with {@code lines}. */
  static Optional<String> ofText(List<String> lines) {
    if (isLibsvm(lines)) {
      return Optional.of("libsvm");
    }
    List<String> filled = lines.stream().filter(line -> !line.isBlank()).toList();
    if (filled.isEmpty()) {
      return Optional.empty();
    }
    String first = filled.get(0).strip();
    if (first.startsWith("{") || first.matches("\\[\\s*(\\{.*)?")) {
      return Optional.of("json");
    }
    boolean cut = filled.stream().anyMatch(line -> line.strip().matches(".*[\t,;| ].*"));
    return cut ? Optional.of("csv") : Optional.empty();
  }

  /** Lines that may be of another format too, a remark or a label alone, decide nothing. */
  private static boolean isLibsvm(List<String> lines) {
    for (String line : lines) {
      boolean open =
          line.isBlank() || line.stripLeading().startsWith("#") || NUMBER.matcher(line).matches();
      if (!open) {
        return LIBSVM.matcher(line).matches();
      }
    }
    return false;
  }

  /**
   * What must be told Spark's reader of JSON: whether the file is one array. Of several objects on
   * several lines each it would read the first alone, so that is not guessed.
   *
   * @param given options, which are not guessed
   */
  static Map<String, String> jsonOptions(FileHead head, Map<String, String> given) {
    boolean array =
        head.lines(charset(given)).stream()
            .filter(line -> !line.isBlank())
            .findFirst()
            .filter(line -> line.stripLeading().startsWith("["))
            .isPresent();
    return array && !given.containsKey(CsvGuess.MULTI_LINE)
        ? Map.of(CsvGuess.MULTI_LINE, "true")
        : Map.of();
  }

  /** That of {@code data.options.encoding}. */
  static Charset charset(Map<String, String> given) {
    String name = given.getOrDefault("encoding", "UTF-8");
    if (!Charset.isSupported(name)) {
      throw new BadInputException("`data.options.encoding` must be a character set, got " + name);
    }
    return Charset.forName(name);
  }
}
