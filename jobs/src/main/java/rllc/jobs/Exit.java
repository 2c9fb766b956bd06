package rllc.jobs;

/** Exit statuses; scripts rely on them. */
final class Exit {
  static final int DONE = 0;
  static final int WRONG_SETTING = 2;
  static final int BAD_DATA = 3;
  static final int TRAINING_FAILED = 4;
  static final int INTERRUPTED = 130;

  private Exit() {}

  /** That of a training whose record has {@code status}. */
  static int of(String status) {
    return switch (status) {
      case "diverged", "failed" -> TRAINING_FAILED;
      case "interrupted" -> INTERRUPTED;
      default -> DONE;
    };
  }
}
