package rllc.jobs.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SignalUtils;
import rllc.jobs.output.SparkLog;

/**
 * What ends a run before its time. Ctrl-C and SIGTERM: it ends after its present step and writes
 * its record. A thread of Spark's own that runs out of memory: it would wait for that thread for
 * ever. The JVM waits some seconds for the run, and for Spark, which deletes its temporary files.
 */
public final class Interruption {
  private static final long WAIT_SECONDS = 10;

  /** Spark's own priority is 40; what it deletes must be in nobody's use any more. */
  private static final int BEFORE_SPARK = 100;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile VirtualMachineError lost;

  /** Asks the run to end when the JVM is told to. */
  public static Interruption install() {
    Interruption interruption = new Interruption();
    ShutdownHookManager.get()
        .addShutdownHook(interruption::shutDown, BEFORE_SPARK, 2 * WAIT_SECONDS, TimeUnit.SECONDS);
    // Whatever the signal was, the status is one. To halt with it would leave Spark's temporary
    // files, which other hooks delete. SignalUtils is private[spark] in Scala, but no Java API sets
    // a signal's handler; InterruptedLoadTest fails where it is gone.
    List.of("TERM", "HUP").forEach(signal -> SignalUtils.register(signal, Interruption::exit));
    Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> interruption.uncaught(thread, e, others));
    return interruption;
  }

  private static Object exit() {
    System.exit(Exit.INTERRUPTED);
    return true;
  }

  private void uncaught(Thread thread, Throwable e, Thread.UncaughtExceptionHandler others) {
    if (e instanceof VirtualMachineError error && finished.getCount() > 0) {
      lost = error;
      // From another thread: Spark waits for the end of this one.
      new Thread(() -> System.exit(Exit.TRAINING_FAILED), "lost a thread").start();
    } else if (others != null) {
      others.uncaughtException(thread, e);
    } else {
      SparkLog.error("thread " + thread.getName() + " ended", e);
    }
  }

  private void shutDown() {
    if (finished.getCount() == 0) {
      return;
    }
    requested = lost == null;
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

  /** Whether somebody has asked for the end. */
  public boolean requested() {
    return requested;
  }

  /** What a thread died of that the run cannot go on without, if one did. */
  public Optional<Throwable> lost() {
    return Optional.ofNullable(lost);
  }

  /** The run has written what it had to write. */
  void finished() {
    finished.countDown();
  }
}
