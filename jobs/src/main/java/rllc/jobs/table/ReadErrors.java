package rllc.jobs.table;

import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import rllc.jobs.table.files.ReadAs;
import rllc.spark.input.BadInputException;

/** Turns what Spark throws while data are read into one line that names the place. */
public final class ReadErrors {
  private static final String FILE = "[FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH]";

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
      return read.get();
    } catch (Exception e) {
      // Exception, not RuntimeException: Spark's Scala code throws AnalysisException undeclared.
      throw badInput(as, e);
    }
  }

  /** What was thrown, with the files and how they were read. */
  static BadInputException badInput(ReadAs as, Throwable thrown) {
    BadInputException named = badInput(as.place(), thrown);
    String hint = as.hint(named.getMessage());
    return hint.isEmpty() ? named : new BadInputException(named.getMessage() + hint, named);
  }

  private static BadInputException badInput(String place, Throwable thrown) {
    Throwable told = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof BadInputException named) {
        boolean placed = named.getMessage().contains(place);
        return placed ? named : new BadInputException(place + ": " + named.getMessage(), thrown);
      }
      // Spark names the file and what is wrong with it, but not in the deepest cause.
      boolean names = String.valueOf(told.getMessage()).startsWith(FILE);
      told = names ? told : t;
    }
    return new BadInputException(place + " must be readable, got: " + firstLine(told), thrown);
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

  /** The first line of a message, and those that it goes on in. */
  private static String firstLine(Throwable t) {
    StringBuilder text = new StringBuilder();
    for (String line : String.valueOf(t.getMessage()).lines().map(String::strip).toList()) {
      boolean goesOn = text.length() > 0 && line.matches("\\p{Alpha}.*");
      if (text.length() > 0 && !(goesOn && text.toString().matches("(?s).*[\\p{Alpha},]"))) {
        break;
      }
      text.append(text.length() > 0 && !line.isEmpty() ? " " : "").append(line);
    }
    boolean none = t.getMessage() == null || text.length() == 0;
    return none ? t.getClass().getSimpleName() : text.toString();
  }
}
