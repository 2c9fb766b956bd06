package rllc.spark.input;

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
}
