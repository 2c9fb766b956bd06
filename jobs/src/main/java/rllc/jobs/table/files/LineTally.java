package rllc.jobs.table.files;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import rllc.spark.input.BadInputException;

/** Counts of a text file's lines: rows, and lines that are none by what they must be. */
final class LineTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 3;

  private long rows;
  private final TreeMap<String, Long> bad = new TreeMap<>();

  void row() {
    rows++;
  }

  /**
   * A line that is no row. A quote that is not closed makes one of many.
   *
   * @param must what it must be, and maybe what it was
   */
  void bad(String line, String must) {
    int value = must.indexOf(", got ");
    String reason = value < 0 ? must : must.substring(0, value);
    bad.merge(reason, Math.max(1, line.strip().lines().count()), Long::sum);
  }

  /** With the lines of {@code other}. */
  LineTally plus(LineTally other) {
    rows += other.rows;
    other.bad.forEach((must, lines) -> bad.merge(must, lines, Long::sum));
    return this;
  }

  /**
   * How many lines are no rows.
   *
   * @throws BadInputException if those are more than half; it tells the three most frequent reasons
   */
  long checked(String place) {
    long lines = bad.values().stream().mapToLong(Long::longValue).sum();
    if (lines > rows) {
      throw new BadInputException(
          String.format(
              "%s: at least half of the lines must be rows, got %,d of %,d: a line %s",
              place,
              rows,
              rows + lines,
              bad.entrySet().stream()
                  .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                  .limit(SHOWN)
                  .map(entry -> String.format("%s (%,d lines)", entry.getKey(), entry.getValue()))
                  .collect(joining("; "))));
    }
    return lines;
  }
}
