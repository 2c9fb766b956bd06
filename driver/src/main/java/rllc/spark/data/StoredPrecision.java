package rllc.spark.data;

import java.util.Locale;
import rllc.settings.RunSettings;
import rllc.shard.Moments;
import rllc.shard.Precision;
import rllc.spark.input.BadInputException;

/**
 * How the values of packed rows are stored, and why.
 *
 * @param reason for the run's record
 */
public record StoredPrecision(Precision precision, String reason) {
  /** Below so many bytes of doubles, a pass costs less than the Spark job that it takes. */
  private static final long WORTHWHILE_BYTES = 64L << 20;

  /** Rounding may move the values of a feature by this part of its deviation. */
  private static final double NEGLIGIBLE = 1e-6;

  /** Largest relative error of a float. */
  private static final double ROUNDING = 0x1p-24;

  /** Far from where floats overflow or lose digits. */
  private static final double LEAST = 1e-30;

  private static final double MOST = 1e30;

  /** As the rows were given. */
  static final StoredPrecision AS_GIVEN = new StoredPrecision(Precision.DOUBLE, "as given");

  /**
   * The choice for {@code setting}.
   *
   * @param moments of the rows in doubles
   * @param valueBytes of their stored values
   * @throws BadInputException where floats are wanted of values below their range
   */
  static StoredPrecision of(RunSettings.Precision setting, Moments moments, long valueBytes) {
    return switch (setting) {
      case FLOAT -> asSet(moments);
      case DOUBLE -> new StoredPrecision(Precision.DOUBLE, "as set");
      case AUTO -> chosen(moments, valueBytes);
    };
  }

  /**
   * @throws BadInputException for a feature that floats would round to nothing
   */
  private static StoredPrecision asSet(Moments moments) {
    double[] means = moments.featureMeans();
    double[] deviations = moments.featureDeviations();
    for (int j = 0; j < means.length; j++) {
      if (deviations[j] > 0 && Math.hypot(means[j], deviations[j]) < LEAST) {
        throw new BadInputException(
            text(
                "feature %d must be above %.0e in magnitude in single precision, got a mean of %.3g"
                    + " and a deviation of %.3g; use kernel.precision = double",
                j, LEAST, means[j], deviations[j]));
      }
    }
    return new StoredPrecision(Precision.FLOAT, "as set");
  }

  private static StoredPrecision chosen(Moments moments, long valueBytes) {
    if (valueBytes < WORTHWHILE_BYTES) {
      return new StoredPrecision(
          Precision.DOUBLE,
          text("auto: %.1f MiB of values, floats pay from 64 MiB", valueBytes / 1048576.0));
    }
    double[] means = moments.featureMeans();
    double[] deviations = moments.featureDeviations();
    double worst = 0;
    for (int j = 0; j < means.length; j++) {
      // A constant feature takes no part in the model.
      if (deviations[j] > 0) {
        double size = Math.hypot(means[j], deviations[j]);
        double shift = ROUNDING * size / deviations[j];
        if (!(size > LEAST && size < MOST && shift <= NEGLIGIBLE)) {
          return new StoredPrecision(
              Precision.DOUBLE,
              text(
                  "auto: as floats, feature %d (mean %.3g, deviation %.3g) would move by %.1g of"
                      + " its deviation",
                  j, means[j], deviations[j], shift));
        }
        worst = Math.max(worst, shift);
      }
    }
    return new StoredPrecision(
        Precision.FLOAT,
        text("auto: rounding moves no feature by more than %.1g of its deviation", worst));
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
