package rllc.jobs.table;

import java.util.Optional;
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

  private static RuntimeException badInput(String place, Throwable thrown) {
    Throwable deepest = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof BadInputException named) {
        boolean placed = named.getMessage().contains(place);
        return placed ? named : new BadInputException(place + ": " + named.getMessage(), thrown);
      }
      deepest = t;
    }
    if (LibsvmLines.isCause(deepest)) {
      Optional<String> line = LibsvmLines.firstBad(place);
      if (line.isPresent()) {
        return new BadInputException(
            line.get() + " must be LABEL INDEX:VALUE ... and no more, neither comment nor qid",
            thrown);
      }
    }
    Optional<String> beyond = LibsvmLines.indexTooLarge(deepest);
    if (beyond.isPresent()) {
      return new BadInputException(place + " must have " + beyond.get(), thrown);
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
