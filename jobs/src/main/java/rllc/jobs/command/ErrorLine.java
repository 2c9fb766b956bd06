package rllc.jobs.command;

import java.util.Optional;
import rllc.spark.input.BadInputException;

/** An error in one line, for people. */
public final class ErrorLine {
  /** How Spark tells the end of an executor without memory (its SparkExitCode.OOM). */
  private static final String EXECUTOR_WITHOUT_MEMORY = "exited with code 52";

  private ErrorLine() {}

  /**
   * Which memory was too small, if that was it; else the message of our own exception where there
   * is one, else of the deepest cause.
   */
  public static String of(Throwable e) {
    return outOfMemory(e).orElseGet(() -> told(e));
  }

  private static String told(Throwable e) {
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

  /** The line for memory that has run out, if {@code e} comes of that. */
  static Optional<String> outOfMemory(Throwable e) {
    boolean onExecutor = false;
    for (Throwable t = e; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      // With a local master tasks run in the driver, which Spark then calls an executor.
      onExecutor |= message.contains("stage failure") && !message.contains("executor driver");
      if (t instanceof OutOfMemoryError && !onExecutor) {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return Optional.of(
            "out of memory ("
                + message
                + "): spark.driver.memory must be more, got "
                + megabytes
                + "m");
      }
      if (t instanceof OutOfMemoryError || message.contains(EXECUTOR_WITHOUT_MEMORY)) {
        return Optional.of("an executor is out of memory: spark.executor.memory must be more");
      }
    }
    return Optional.empty();
  }

  /** Messages about settings begin with the key in backquotes. */
  static boolean isSetting(Throwable e) {
    return e.getMessage() != null && e.getMessage().startsWith("`");
  }
}
