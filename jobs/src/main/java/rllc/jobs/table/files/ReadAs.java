package rllc.jobs.table.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import rllc.jobs.settings.Secrets;

/**
 * How files were read: for people who wonder.
 *
 * @param place the paths
 * @param format Spark's name of it
 * @param options of its reader, given or guessed
 * @param guessed names of those that were guessed
 * @param columns of the table before the query
 * @param badLines that were left out
 * @param doubt what nobody may miss of the guesses, if anything
 */
public record ReadAs(
    String place,
    String format,
    Map<String, String> options,
    List<String> guessed,
    List<String> columns,
    long badLines,
    Optional<String> doubt) {
  private static final int SHOWN = 8;
  private static final int RECORDED = 100;

  /** What Spark says of a name that a table has not. */
  private static final Pattern NO_SUCH_COLUMN =
      Pattern.compile(
          "UNRESOLVED_COLUMN|FIELD_NOT_FOUND|No such struct field|does not exist|must be one of \\[");

  public ReadAs {
    options = Map.copyOf(Secrets.without(options));
    guessed = List.copyOf(guessed);
    columns = List.copyOf(columns);
  }

  /** In one line. */
  public String text() {
    if (!format.equals("csv")) {
      String more = options.isEmpty() ? "" : " with " + new TreeMap<>(options);
      return place + " is " + format + more;
    }
    StringBuilder text = new StringBuilder(place + " is csv with the delimiter ");
    text.append('"').append(options.get(CsvGuess.DELIMITER).replace("\t", "\\t")).append('"');
    if (options.containsKey(CsvGuess.COMMENT)) {
      text.append(", remarks after ").append(options.get(CsvGuess.COMMENT));
    }
    boolean header = options.get(CsvGuess.HEADER).equalsIgnoreCase("true");
    text.append(header ? ", the first line as header: " : ", no header: ");
    text.append(String.join(", ", columns.subList(0, Math.min(SHOWN, columns.size()))));
    return text + (columns.size() > SHOWN ? ", ... (" + columns.size() + " columns)" : "");
  }

  /** Says how the files were read, and warns of what nobody may miss. */
  public void tell(Consumer<String> say, Consumer<String> warn) {
    say.accept(text());
    doubts().forEach(warn);
  }

  /** What to warn of, a line each. */
  private List<String> doubts() {
    List<String> doubts = new ArrayList<>(doubt.stream().toList());
    if (badLines > 0) {
      doubts.add(String.format("%,d lines of %s are no rows and left out", badLines, place));
    }
    return doubts;
  }

  /** What to add to a complaint about a column that is not there. */
  public String hint(String complaint) {
    return format.equals("csv") && NO_SUCH_COLUMN.matcher(complaint).find()
        ? "; " + text() + "; `data.options` has both"
        : "";
  }

  /** For run.json. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", format);
    fields.put("options", new TreeMap<>(options));
    fields.put("guessed", guessed);
    fields.put("columns", columns.subList(0, Math.min(RECORDED, columns.size())));
    fields.put("badLines", badLines);
    return fields;
  }
}
