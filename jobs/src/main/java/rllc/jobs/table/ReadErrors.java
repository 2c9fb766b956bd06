package rllc.jobs.table;

import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import rllc.spark.input.BadInputException;

/** Turns what Spark throws while data are read into one line that names the place. */
public final class ReadErrors {
  private ReadErrors() {}

  /**
   * What {@code read} returns.
   *
   * @throws BadInputException for whatever {@code read} throws; its message begins with {@code
   *     place} unless the cause names its own place
   */
  public static <T> T naming(String place, Supplier<T> read) {
    try {
      return read.get();
    } catch (Exception e) {
      // Exception, not RuntimeException: Spark's Scala code throws AnalysisException undeclared.
      throw badInput(place, e);
    }
  }

  /** The same for files that were read as {@code as}, which a complaint about a column tells. */
  public static <T> T naming(ReadAs as, Supplier<T> read) {
    try {
      return naming(as.place(), read);
    } catch (BadInputException e) {
      String hint = as.hint(e.getMessage());
      throw hint.isEmpty() ? e : new BadInputException(e.getMessage() + hint, e);
    }
  }

  private static RuntimeException badInput(String place, Throwable thrown) {
    Throwable deepest = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof BadInputException named) {
        boolean placed = named.getMessage().contains(place);
        return placed ? named : new BadInputException(place + ": " + named.getMessage(), thrown);
      }
      deepest = t;
    }
    return new BadInputException(place + " must be readable, got: " + firstLine(deepest), thrown);
  }

  /**
   * What {@code use} returns; where Spark finds the value of {@code key} wrong, an
   * IllegalArgumentException that says so.
   */
  public static <T> T setting(String key, String must, Supplier<T> use) {
    try {
      return use.get();
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof IllegalArgumentException) {
        throw new IllegalArgumentException(
            "`" + key + "` must be " + must + ", got: " + firstLine(e), e);
      }
      throw badInput(key, e);
    }
  }

  private static String firstLine(Throwable t) {
    String message = t.getMessage() == null ? "" : t.getMessage();
    return message
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(t.getClass().getSimpleName())
        .strip();
  }
}
