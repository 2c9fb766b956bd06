package rllc.jobs.table.files;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a CSV file, cut as Spark cuts it.
 *
 * @param fields without quotes and the blanks around them
 * @param open whether the last field's quote is not closed, as where a value has a line break
 */
record CsvLine(List<String> fields, boolean open) {
  private static final char ESCAPE = '\\';

  /**
   * @param quote of one character; empty for none
   */
  static CsvLine of(String line, String delimiter, String quote) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      boolean mark = !quote.isEmpty() && c == quote.charAt(0);
      if (quoted
          && (c == ESCAPE || mark)
          && at + 1 < line.length()
          && isMark(line, at + 1, quote)) {
        field.append(line.charAt(++at));
      } else if (mark && (quoted || field.toString().isBlank())) {
        quoted = !quoted;
      } else if (!quoted && line.startsWith(delimiter, at)) {
        fields.add(field.toString().strip());
        field.setLength(0);
        at += delimiter.length() - 1;
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().strip());
    return new CsvLine(List.copyOf(fields), quoted);
  }

  private static boolean isMark(String line, int at, String quote) {
    return line.charAt(at) == quote.charAt(0);
  }
}
