package rllc.jobs.command;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.output.SparkLog;
import rllc.jobs.settings.HadoopSettings;
import rllc.spark.SupportedSpark;
import rllc.spark.input.BadInputException;

/**
 * Runs a job in a Spark session of its own and turns whatever goes wrong into one line and an exit
 * status.
 */
public final class JobRunner {
  /** What a command does once its settings are known to be right. */
  @FunctionalInterface
  public interface Job {
    int run(SparkSession spark, SparkLog log) throws Exception;
  }

  private JobRunner() {}

  /** Checks settings: what they throw is the user's to mend, and Spark has not started. */
  public static int checked(java.util.function.IntSupplier command) {
    try {
      return command.getAsInt();
    } catch (IllegalArgumentException e) {
      return complain(e, Exit.WRONG_SETTING, null);
    } catch (BadInputException e) {
      return complain(e, Exit.BAD_DATA, null);
    }
  }

  public static int run(
      String name, Map<String, String> sparkSettings, Interruption interruption, Job job) {
    SparkLog log = SparkLog.begin();
    SparkSession spark = null;
    try {
      SupportedSpark.check();
      spark = session(name, sparkSettings);
      log.configure();
      return job.run(spark, log);
    } catch (Throwable e) {
      // Throwable: running out of memory too ends in one line, and in the log.
      if (interruption.requested()) {
        SparkLog.error("the job was interrupted", e);
        System.err.println("rllc: interrupted");
        return Exit.INTERRUPTED;
      }
      Throwable cause = interruption.lost().orElse(e);
      return complain(cause, status(cause), log);
    } finally {
      if (spark != null) {
        spark.stop();
      }
      log.discardIfTemporary();
      interruption.finished();
    }
  }

  /**
   * A builder looks for its own implementation by Scala's reflection, which takes as long as to
   * start a context: both go on side by side.
   */
  private static SparkSession session(String name, Map<String, String> settings) {
    CompletableFuture<SparkSession.Builder> builder =
        CompletableFuture.supplyAsync(SparkSession::builder);
    // With what spark-submit has set.
    SparkConf conf = new SparkConf().setAppName("rllc " + name);
    settings.forEach(conf::set);
    // Run as a plain program and not by spark-submit, it is this machine.
    conf.setIfMissing("spark.master", "local[*]");
    HadoopSettings.umask().ifPresent(umask -> conf.setIfMissing(HadoopSettings.UMASK, umask));
    if (conf.get("spark.master").startsWith("local")) {
      // A task without memory fails, and the run says so. Else Spark ends this JVM at once.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
    SparkContext.getOrCreate(conf);
    return builder.join().getOrCreate();
  }

  private static int status(Throwable e) {
    if (ErrorLine.outOfMemory(e).isPresent()) {
      return Exit.TRAINING_FAILED;
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof BadInputException) {
        return Exit.BAD_DATA;
      }
    }
    return ErrorLine.isSetting(e) ? Exit.WRONG_SETTING : Exit.TRAINING_FAILED;
  }

  private static int complain(Throwable e, int status, SparkLog log) {
    String details = "";
    if (log != null) {
      SparkLog.error("the job failed", e);
      details = status == Exit.TRAINING_FAILED ? " (details: " + log.keep() + ")" : "";
    }
    System.err.println("rllc: " + ErrorLine.of(e) + details);
    return status;
  }
}
