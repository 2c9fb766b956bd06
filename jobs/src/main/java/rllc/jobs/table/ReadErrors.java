package rllc.jobs.table;

import java.util.function.Supplier;
import rllc.run.BadInputException;

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

  private static BadInputException badInput(String place, Throwable thrown) {
    Throwable deepest = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof BadInputException named) {
        return named;
      }
      deepest = t;
    }
    return new BadInputException(place + " must be readable, got: " + firstLine(deepest), thrown);
  }

  private static String firstLine(Throwable t) {
    String message = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
    return message.lines().findFirst().orElse(t.getClass().getSimpleName()).strip();
  }
}
