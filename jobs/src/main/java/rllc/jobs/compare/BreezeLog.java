package rllc.jobs.compare;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.SparkSession;

/**
 * Listens to the log of Breeze's optimizers, which say a line after every iteration; MLlib has no
 * other place where its iterations can be timed. What Breeze warns of goes to Spark's log as ever.
 */
final class BreezeLog extends AbstractAppender implements AutoCloseable {
  private static final String LOGGER = "breeze.optimize";
  private static final String ITERATION = "Val and Grad Norm:";

  private final List<Long> millis = new CopyOnWriteArrayList<>();

  private BreezeLog() {
    super("breeze", null, null, true, Property.EMPTY_ARRAY);
  }

  static BreezeLog begin() {
    BreezeLog log = new BreezeLog();
    log.start();
    LoggerContext context = context();
    LoggerConfig logger = new LoggerConfig(LOGGER, Level.INFO, false);
    logger.addAppender(log, Level.INFO, null);
    context
        .getConfiguration()
        .getRootLogger()
        .getAppenders()
        .values()
        .forEach(appender -> logger.addAppender(appender, Level.WARN, null));
    context.getConfiguration().addLogger(LOGGER, logger);
    context.updateLoggers();
    return log;
  }

  /** Spark's own logger context, whichever loader our jar has. */
  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(SparkSession.class.getClassLoader(), false);
  }

  @Override
  public void append(LogEvent event) {
    if (event.getMessage().getFormattedMessage().startsWith(ITERATION)) {
      millis.add(event.getTimeMillis());
    }
  }

  /** The ends of the iterations, milliseconds of the clock. */
  List<Long> iterationMillis() {
    return List.copyOf(millis);
  }

  @Override
  public void close() {
    context().getConfiguration().removeLogger(LOGGER);
    context().updateLoggers();
    stop();
  }
}
