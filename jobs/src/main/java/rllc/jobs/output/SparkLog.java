package rllc.jobs.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.spark.sql.SparkSession;

/** Spark's log goes to a file and never to the screen. */
public final class SparkLog {
  private Path file;
  private boolean temporary = true;

  private SparkLog(Path file) {
    this.file = file;
  }

  /** Logs to a temporary file until the output folder is there. */
  public static SparkLog begin() {
    try {
      SparkLog log = new SparkLog(Files.createTempFile("rllc-spark-", ".log"));
      log.configure();
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends Spark's log to the file, again: a Spark that found no log settings of its own has set its
   * default ones while it started.
   */
  public void configure() {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.OFF);
    builder.add(
        builder
            .newAppender("file", "File")
            .addAttribute("fileName", file.toString())
            .addAttribute("append", true)
            .add(
                builder
                    .newLayout("PatternLayout")
                    .addAttribute("pattern", "%d{yyyy-MM-dd HH:mm:ss} %p %c{1}: %m%n%ex")));
    builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("file")));
    context().reconfigure(builder.build());
  }

  /**
   * Spark's own logger context: Log4j keeps one for each class loader, and under spark-submit our
   * jar has another loader than Spark.
   */
  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(SparkSession.class.getClassLoader(), false);
  }

  /** Goes on in file {@code name} of the folder, if that is on this machine's own disk. */
  public void moveInto(OutputFolder folder, String name) {
    if (folder.isLocal()) {
      moveTo(folder.localFile(name));
    }
  }

  /** Goes on in {@code target}, with what was logged so far. */
  public void moveTo(Path target) {
    try {
      Path before = file;
      // Copied as bytes: a temporary file is readable by nobody else, a log should be.
      try (OutputStream out = Files.newOutputStream(target)) {
        Files.copy(before, out);
      }
      file = target;
      temporary = false;
      configure();
      Files.delete(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code e} with its whole trace, to the log of the run that there is. */
  public static void error(String what, Throwable e) {
    context().getLogger("rllc").error(what, e);
  }

  /** The file, which is kept even if it is temporary. */
  public Path keep() {
    temporary = false;
    return file;
  }

  /** Deletes a log that never found an output folder and that nobody was told of. */
  public void discardIfTemporary() {
    try {
      if (temporary) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
