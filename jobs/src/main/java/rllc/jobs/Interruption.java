package rllc.jobs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the run ends after its present step and writes its record. The JVM waits some
 * seconds for that.
 */
final class Interruption {
  private static final long WAIT_SECONDS = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;

  /** Asks the run to end when the JVM is told to. */
  static Interruption install() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutDown, "rllc-interruption"));
    return interruption;
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return;
    }
    requested = true;
    try {
      finished.await(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Whatever the signal was, the status is one.
    Runtime.getRuntime().halt(Exit.INTERRUPTED);
  }

  boolean requested() {
    return requested;
  }

  /** The run has written what it had to write. */
  void finished() {
    finished.countDown();
  }
}
