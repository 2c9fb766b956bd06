package rllc.jobs.table.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Spark's options for a CSV file, told from its first lines where they are not given.
 *
 * @param options those that were guessed
 * @param numberedHeader whether the header is a row of numbers, which make no names
 * @param fields of the first line of the table
 */
record CsvGuess(Map<String, String> options, boolean numberedHeader, int fields) {
  static final String DELIMITER = "delimiter";
  static final String HEADER = "header";
  static final String QUOTE = "quote";
  static final String COMMENT = "comment";
  static final String MULTI_LINE = "multiLine";

  /** A comma comes late: with others it may be within numbers or text. */
  private static final List<String> DELIMITERS = List.of("\t", ";", "|", ",", " ");

  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "nan", "null", "none", "?", "-", ".");

  private static final int FEWEST_NUMBERS_OF_A_HEADER = 3;

  CsvGuess {
    options = Map.copyOf(options);
  }

  /**
   * The delimiter is the first of tab, semicolon, bar, comma and blank that cuts most lines into as
   * many fields as the first one. Lines before the header that begin with # are remarks. There is a
   * header if, in columns of numbers, the first line has text alone; in a table of text, if no
   * field of the first line is a value of its column too. A first line of 0, 1, 2, ... or 1, 2, 3,
   * ... is a header if its numbers are not all values of their columns too.
   *
   * @param lines of the file's beginning, not all blank
   * @param given options, which are not guessed and which the others follow
   */
  static CsvGuess of(List<String> lines, Map<String, String> given) {
    Map<String, String> all = new TreeMap<>(given);
    if (!given.containsKey(COMMENT) && hasRemarks(lines, given)) {
      all.put(COMMENT, "#");
    }
    String comment = all.getOrDefault(COMMENT, "");
    List<String> table =
        lines.stream()
            .filter(line -> !line.isBlank())
            .filter(line -> comment.isEmpty() || !line.startsWith(comment))
            .toList();
    all.computeIfAbsent(DELIMITER, key -> delimiter(table));
    all.computeIfAbsent(QUOTE, key -> quote(table, all.get(DELIMITER)));
    List<CsvLine> cut = cut(table, all);
    boolean open = cut.stream().anyMatch(CsvLine::open);
    all.putIfAbsent(MULTI_LINE, Boolean.toString(open));
    all.putIfAbsent("inferSchema", "true");
    Header header = Header.of(cut.stream().map(CsvLine::fields).toList());
    boolean numbered = header == Header.NUMBERS && !given.containsKey(HEADER);
    all.putIfAbsent(HEADER, Boolean.toString(header != Header.NONE));
    all.keySet().removeAll(given.keySet());
    return new CsvGuess(all, numbered, cut.get(0).fields().size());
  }

  /** The fields of lines of a table as {@code options} cut them. */
  static List<CsvLine> cut(List<String> lines, Map<String, String> options) {
    String delimiter = options.get(DELIMITER).replace("\\t", "\t");
    return lines.stream()
        .map(line -> CsvLine.of(line, delimiter, options.getOrDefault(QUOTE, "\"")))
        .toList();
  }

  /** A line of # is a header itself where it names columns of numbers that have no other name. */
  private static boolean hasRemarks(List<String> lines, Map<String, String> given) {
    List<String> filled = lines.stream().filter(line -> !line.isBlank()).toList();
    if (!filled.get(0).startsWith("#")) {
      return false;
    }
    List<String> rest = filled.stream().filter(line -> !line.startsWith("#")).toList();
    if (rest.isEmpty()) {
      return false;
    }
    String delimiter = given.getOrDefault(DELIMITER, delimiter(rest));
    Function<String, List<String>> fields = line -> CsvLine.of(line, delimiter, "\"").fields();
    boolean named = Header.of(rest.stream().map(fields).toList()) != Header.NONE;
    return named || fields.apply(filled.get(0)).size() != fields.apply(rest.get(0)).size();
  }

  private static String delimiter(List<String> lines) {
    for (String delimiter : DELIMITERS) {
      int fields = CsvLine.of(lines.get(0), delimiter, "\"").fields().size();
      long alike =
          lines.stream()
              .filter(line -> CsvLine.of(line, delimiter, "\"").fields().size() == fields)
              .count();
      if (fields > 1 && 2 * alike > lines.size()) {
        return delimiter;
      }
    }
    return ",";
  }

  /** An apostrophe quotes where it encloses whole fields and no double quote does. */
  private static String quote(List<String> lines, String delimiter) {
    boolean apostrophes = false;
    for (CsvLine line : cut(lines, Map.of(DELIMITER, delimiter, QUOTE, ""))) {
      for (String field : line.fields()) {
        if (field.startsWith("\"")) {
          return "\"";
        }
        apostrophes |= field.length() > 1 && field.startsWith("'") && field.endsWith("'");
      }
    }
    return apostrophes ? "'" : "\"";
  }

  /** What the first line is. */
  private enum Header {
    NONE,
    NAMES,
    NUMBERS;

    static Header of(List<List<String>> lines) {
      List<String> first = lines.get(0);
      List<List<String>> columns = new ArrayList<>();
      for (int j = 0; j < first.size(); j++) {
        int column = j;
        columns.add(
            lines.stream()
                .skip(1)
                .filter(line -> line.size() > column)
                .map(line -> line.get(column))
                .filter(value -> !isMissing(value))
                .toList());
      }
      if (isSequence(first) && !isRow(first, columns)) {
        return NUMBERS;
      }
      return hasNames(first, columns) ? NAMES : NONE;
    }

    private static boolean hasNames(List<String> first, List<List<String>> columns) {
      int numeric = 0;
      int names = 0;
      for (int j = 0; j < first.size(); j++) {
        List<String> column = columns.get(j);
        boolean numbers = 2 * column.stream().filter(CsvGuess::isNumber).count() > column.size();
        if (column.isEmpty() || numbers) {
          if (isNumber(first.get(j))) {
            return false;
          }
          numeric += numbers ? 1 : 0;
          names += isMissing(first.get(j)) ? 0 : 1;
        }
      }
      return numeric > 0 ? names > 0 : names == first.size() || namesText(first, columns);
    }

    private static boolean namesText(List<String> first, List<List<String>> columns) {
      for (int j = 0; j < first.size(); j++) {
        if (first.get(j).isEmpty() || columns.get(j).contains(first.get(j))) {
          return false;
        }
      }
      return new HashSet<>(first).size() == first.size();
    }

    /** 0, 1, 2, ... or 1, 2, 3, ..., as tools write that number columns. */
    private static boolean isSequence(List<String> first) {
      // The column of row numbers has no name.
      List<String> names = first.get(0).isEmpty() ? first.subList(1, first.size()) : first;
      if (names.size() < FEWEST_NUMBERS_OF_A_HEADER || !Set.of("0", "1").contains(names.get(0))) {
        return false;
      }
      int start = Integer.parseInt(names.get(0));
      for (int j = 0; j < names.size(); j++) {
        if (!names.get(j).equals("" + (start + j))) {
          return false;
        }
      }
      return true;
    }

    /** Whether each number is a value of its column too. */
    private static boolean isRow(List<String> first, List<List<String>> columns) {
      for (int j = 0; j < first.size(); j++) {
        if (!columns.get(j).contains(first.get(j))) {
          return false;
        }
      }
      return true;
    }
  }

  private static boolean isNumber(String field) {
    return TableFormat.NUMBER.matcher(field).matches();
  }

  private static boolean isMissing(String field) {
    return MISSING.contains(field.toLowerCase(Locale.ROOT));
  }
}
