package rllc.jobs.command;

/** Exit statuses; scripts rely on them. */
public final class Exit {
  public static final int DONE = 0;
  public static final int WRONG_SETTING = 2;
  public static final int BAD_DATA = 3;
  public static final int TRAINING_FAILED = 4;
  public static final int INTERRUPTED = 130;

  private Exit() {}

  /** That of a training whose record has {@code status}. */
  public static int of(String status) {
    return switch (status) {
      case "diverged", "failed" -> TRAINING_FAILED;
      case "interrupted" -> INTERRUPTED;
      default -> DONE;
    };
  }
}
