package rllc.train;

import java.util.Locale;
import rllc.optim.SecantPairs;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.TrainingSettings;
import rllc.train.pilot.PilotSchedule;
import rllc.train.rows.RowBudget;

/**
 * What a training needs of the driver's memory, from counts of the data and settings alone. A run
 * over more features than the memory can hold is refused by it before its first pass, which would
 * break off in any of a dozen places.
 *
 * <p>Bytes = 8 P (optimizer + work + replies + statistics) + 12 E + Spark's own, P being the
 * numbers of a model and E the stored entries of the rows that the driver draws. Rows that lie
 * cached in a local master's only JVM are not in it: Spark moves those to disk.
 *
 * @param parameters P, (d + 1) outputs
 * @param optimizer vectors of P numbers that it keeps from step to step
 * @param replies vectors of P numbers that the tasks of a pass send, as bytes and as numbers
 * @param statistics vectors of P numbers that the features' moments and scales take
 * @param drawnEntries E
 */
public record MemoryBudget(
    long parameters, long optimizer, long replies, long statistics, double drawnEntries) {
  /** A point on its way to the tasks, twice, the next one, its gradient, direction and change. */
  private static final long WORK = 6;

  /** Vectors of d numbers: four moments of each feature, its deviation, scale and shift. */
  private static final long STATISTICS = 7;

  /** Loss gradients alone, or a diagonal's two sums beside them (rllc.train.linear.PassSum). */
  private static final long PLAIN_REPLY = 1;

  private static final long REPLY_WITH_DIAGONAL = 3;

  private static final long BYTES_OF_AN_ENTRY = 12;

  /** What Spark keeps from its own accounts too. */
  private static final long SPARK_BYTES = 300L << 20;

  /** A JVM has a little less for objects than its setting says. */
  private static final double MARGIN = 1.05;

  /**
   * @param rows of the training
   * @param entries their stored entries
   * @param outputs margins of a row
   * @param tasks that send a reply each to the driver
   */
  public static MemoryBudget of(
      TrainingSettings settings, long rows, long entries, int features, int outputs, int tasks) {
    long parameters = (features + 1L) * outputs;
    long reply = wantsDiagonal(settings) ? REPLY_WITH_DIAGONAL : PLAIN_REPLY;
    double drawn = drawnRows(settings, rows, entries, outputs, parameters);
    return new MemoryBudget(
        parameters,
        vectors(settings, parameters),
        2 * tasks * reply,
        (STATISTICS + outputs - 1) / outputs,
        drawn * entries / Math.max(1, rows));
  }

  private static double drawnRows(
      TrainingSettings settings, long rows, long entries, int outputs, long parameters) {
    if (settings.inBatches()) {
      double passes = settings.stop().maxPasses().orElse(1);
      return isAuto(settings) ? RowBudget.alone(passes, rows, entries, outputs, parameters) : 0;
    }
    return wantsDiagonal(settings) ? PilotSchedule.pilotRows(rows, entries) : 0;
  }

  /**
   * Vectors of theta's length between steps; of preset auto those of the method for features so
   * many that memory matters, which in batches is small steps over rows.
   */
  static long vectors(TrainingSettings settings, long parameters) {
    OptimizerSettings optimizer = settings.optimizer();
    if (optimizer instanceof OptimizerSettings.Rllc rllc) {
      int diagonals =
          switch (rllc.metric()) {
            case IDENTITY -> 0;
            case DIAGONAL -> 3;
            case PILOT -> 4;
          };
      return rllc.memory().units() + 2L + diagonals;
    }
    if (optimizer instanceof OptimizerSettings.FixedLaw fixed) {
      return fixed.memory().units() + 2L;
    }
    if (optimizer instanceof OptimizerSettings.Adam) {
      return 4;
    }
    if (settings.inBatches()) {
      return 2;
    }
    if (!isSecant(settings)) {
      return 2L * OptimizerSettings.Lbfgs.HISTORY + 3;
    }
    boolean few =
        optimizer instanceof OptimizerSettings.Auto auto
            && auto.metric().isPresent()
            && auto.metric().get() != Metric.IDENTITY;
    long pairs =
        few ? SecantPairs.FEW : SecantPairs.many((int) Math.min(Integer.MAX_VALUE, parameters));
    return 2 * Math.min(pairs, settings.stop().maxSteps()) + 6;
  }

  /** Whether preset auto runs the pilot method; with bounds it is L-BFGS-B. */
  private static boolean isSecant(TrainingSettings settings) {
    return isAuto(settings) && settings.model().bounds().isNone();
  }

  private static boolean isAuto(TrainingSettings settings) {
    return settings.optimizer() instanceof OptimizerSettings.Auto;
  }

  private static boolean wantsDiagonal(TrainingSettings settings) {
    return !settings.inBatches()
        && (isSecant(settings)
            || settings.optimizer() instanceof OptimizerSettings.Rllc rllc
                && rllc.metric() != Metric.IDENTITY);
  }

  /** All of it. */
  public double bytes() {
    return 8.0 * parameters * (optimizer + WORK + replies + statistics)
        + BYTES_OF_AN_ENTRY * drawnEntries
        + SPARK_BYTES;
  }

  /**
   * @param available bytes of the driver's memory
   * @throws IllegalArgumentException if that is too little: the sum, and the setting to change
   */
  public void check(long available) {
    if (bytes() > available) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "`spark.driver.memory` must be at least %.0fg: %,d numbers x 8 bytes x (%d vectors of"
                  + " the optimizer + %d at work + %d of replies + %d of statistics) + %.1f GiB of"
                  + " drawn rows and of Spark, got %.1fg",
              Math.ceil(MARGIN * gigabytes(bytes())),
              parameters,
              optimizer,
              WORK,
              replies,
              statistics,
              gigabytes(BYTES_OF_AN_ENTRY * drawnEntries + SPARK_BYTES),
              gigabytes(available)));
    }
  }

  private static double gigabytes(double bytes) {
    return bytes / (1L << 30);
  }
}
