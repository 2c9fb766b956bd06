package rllc.spark.input;

import java.util.function.Supplier;

/**
 * The data are at fault: a file that cannot be read, a column that is not there, a value that no
 * model can be trained on. The message is one line that names the place, what must be there and
 * what was.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What {@code work} returns; if it fails for bad input in a task, the bad input alone is thrown.
   */
  public static <T> T unwrapped(Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof BadInputException bad) {
          throw bad;
        }
      }
      throw e;
    }
  }
}
