package rllc.jobs;

import rllc.spark.input.BadInputException;

/** An error in one line, for people. */
public final class ErrorLine {
  private ErrorLine() {}

  /** The message of our own exception where there is one, else of the deepest cause. */
  public static String of(Throwable e) {
    Throwable told = e;
    for (Throwable t = e; t != null; t = t.getCause()) {
      told = t;
      if (t instanceof BadInputException || isSetting(t)) {
        break;
      }
    }
    String message = told.getMessage() == null ? told.toString() : told.getMessage();
    return message.lines().findFirst().orElse(told.toString()).strip();
  }

  /** Messages about settings begin with the key in backquotes. */
  static boolean isSetting(Throwable e) {
    return e.getMessage() != null && e.getMessage().startsWith("`");
  }
}
