package rllc.jobs.table.files;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import rllc.settings.SpellingHint;

/**
 * The names of options that Spark's readers of files know, after Spark's documentation; Spark
 * itself ignores a misspelt one.
 */
public final class ReaderOptions {
  /** The readers of files. */
  public static final List<String> FORMATS = List.of("parquet", "csv", "orc", "json", "libsvm");

  /** Of any format of files. */
  private static final List<String> FILES =
      List.of(
          "basePath",
          "ignoreCorruptFiles",
          "ignoreMissingFiles",
          "modifiedAfter",
          "modifiedBefore",
          "pathGlobFilter",
          "recursiveFileLookup");

  private static final List<String> TEXT =
      List.of(
          "columnNameOfCorruptRecord",
          "dateFormat",
          "enableDateTimeParsingFallback",
          "encoding",
          "lineSep",
          "locale",
          "mode",
          "multiLine",
          "samplingRatio",
          "singleVariantColumn",
          "timeZone",
          "timestampFormat",
          "timestampNTZFormat");

  private static final List<String> CSV =
      List.of(
          "charToEscapeQuoteEscaping",
          "columnPruning",
          "comment",
          "delimiter",
          "emptyValue",
          "enforceSchema",
          "escape",
          "extension",
          "header",
          "ignoreLeadingWhiteSpace",
          "ignoreTrailingWhiteSpace",
          "inferSchema",
          "inputBufferSize",
          "maxCharsPerColumn",
          "maxColumns",
          "nanValue",
          "negativeInf",
          "nullValue",
          "positiveInf",
          "preferDate",
          "quote",
          "unescapedQuoteHandling");

  private static final List<String> JSON =
      List.of(
          "allowBackslashEscapingAnyCharacter",
          "allowComments",
          "allowNonNumericNumbers",
          "allowNumericLeadingZeros",
          "allowSingleQuotes",
          "allowUnquotedControlChars",
          "allowUnquotedFieldNames",
          "dropFieldIfAllNull",
          "inferTimestamp",
          "prefersDecimal",
          "primitivesAsString");

  /** Second names. */
  private static final Map<String, String> ALIASES =
      Map.of("sep", "delimiter", "charset", "encoding");

  private ReaderOptions() {}

  /** The names that the reader of {@code format} knows. */
  static List<String> names(String format) {
    Stream<String> own =
        switch (format) {
          case "csv" -> Stream.concat(TEXT.stream(), CSV.stream());
          case "json" -> Stream.concat(TEXT.stream(), JSON.stream());
          case "parquet" -> Stream.of("datetimeRebaseMode", "int96RebaseMode", "mergeSchema");
          case "orc" -> Stream.of("mergeSchema");
          default -> Stream.of();
        };
    return Stream.concat(own, FILES.stream()).toList();
  }

  /**
   * {@code given} with each name as it is in {@link #names}; of a format that is not among {@link
   * #FORMATS}, as they are.
   *
   * @throws IllegalArgumentException for a name that is none
   */
  public static Map<String, String> checked(String format, Map<String, String> given) {
    if (!FORMATS.contains(format)) {
      return given;
    }
    List<String> names = names(format);
    Map<String, String> checked = new TreeMap<>();
    given.forEach(
        (name, value) ->
            checked.put(
                names.stream()
                    .filter(known -> known.equalsIgnoreCase(ALIASES.getOrDefault(name, name)))
                    .findFirst()
                    .orElseThrow(() -> unknown(format, name, names)),
                value));
    return checked;
  }

  private static IllegalArgumentException unknown(String format, String name, List<String> names) {
    return new IllegalArgumentException(
        "`data.options."
            + name
            + "` must be an option of Spark's reader of "
            + format
            + SpellingHint.hint(name, names));
  }
}
