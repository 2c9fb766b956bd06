package rllc.jobs.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Hadoop's settings as a job's Spark has them, before Spark is there: those of {@code
 * spark.hadoop.*}, such as an object store's keys, and new files with the rights that the user's
 * umask leaves. By itself Hadoop gives files the rights of umask 022.
 */
public final class HadoopSettings {
  /** Spark's name of the setting. */
  public static final String UMASK = "spark.hadoop.fs.permissions.umask-mode";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "Umask:";

  private HadoopSettings() {}

  /**
   * @param spark the job's {@code spark.*} settings; those of spark-submit are known
   */
  public static Configuration of(Map<String, String> spark) {
    SparkConf conf = new SparkConf();
    spark.forEach(conf::set);
    umask().ifPresent(umask -> conf.setIfMissing(UMASK, umask));
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /** That of this process in octal digits, where the system tells. */
  public static Optional<String> umask() {
    try {
      return !Files.exists(STATUS)
          ? Optional.empty()
          : Files.readAllLines(STATUS).stream()
              .filter(line -> line.startsWith(LINE))
              .map(line -> line.substring(LINE.length()).strip())
              .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
