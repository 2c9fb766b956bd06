package rllc.jobs;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SignalUtils;

/**
 * Ctrl-C and SIGTERM: the run ends after its present step and writes its record. The JVM waits some
 * seconds for that, and for Spark, which deletes its temporary files.
 */
final class Interruption {
  private static final long WAIT_SECONDS = 10;

  /** Spark's own priority is 40; what it deletes must be in nobody's use any more. */
  private static final int BEFORE_SPARK = 100;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean signalled;

  /** Asks the run to end when the JVM is told to. */
  static Interruption install() {
    Interruption interruption = new Interruption();
    ShutdownHookManager.get()
        .addShutdownHook(interruption::shutDown, BEFORE_SPARK, 2 * WAIT_SECONDS, TimeUnit.SECONDS);
    // Whatever the signal was, the status is one. To halt with it would leave Spark's temporary
    // files, which other hooks delete. SignalUtils is private[spark] in Scala, but no Java API sets
    // a signal's handler; InterruptedLoadTest fails where it is gone.
    List.of("INT", "TERM", "HUP")
        .forEach(signal -> SignalUtils.register(signal, interruption::exit));
    return interruption;
  }

  private Object exit() {
    signalled = true;
    System.exit(Exit.INTERRUPTED);
    return true;
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return;
    }
    requested = true;
    // Ends its jobs: reading may take longer than anybody waits.
    SparkSession.getDefaultSession().foreach(Interruption::stop);
    try {
      finished.await(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Object stop(SparkSession spark) {
    spark.stop();
    return null;
  }

  boolean requested() {
    return requested;
  }

  /** What has ended the run. */
  String cause() {
    return signalled
        ? "interrupted from outside"
        : String.format(
            Locale.ROOT,
            "ended by Spark, as it does where memory does not suffice: the driver had %.1f GiB"
                + " (spark.driver.memory)",
            Runtime.getRuntime().maxMemory() / (double) (1L << 30));
  }

  /** {@code status} of the run. */
  String status() {
    return signalled ? "interrupted" : "failed";
  }

  /** The run has written what it had to write. */
  void finished() {
    finished.countDown();
  }
}
