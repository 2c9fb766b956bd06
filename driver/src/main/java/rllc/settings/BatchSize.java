package rllc.settings;

import java.util.Locale;

/**
 * {@code optimizer.batch}: the rows that a step looks at.
 *
 * @param kind how they are counted
 * @param value the fraction, in (0, 1), or the rows, at least 1; 0 where neither
 */
public record BatchSize(Kind kind, double value) {
  /** How a batch is measured. */
  public enum Kind {
    /** All rows; preset auto takes single rows or batches where it may make too few passes. */
    AUTO,
    /** All rows. */
    FULL,
    /** A part of all rows. */
    FRACTION,
    /** A number of rows. */
    ROWS
  }

  public static final BatchSize AUTO = new BatchSize(Kind.AUTO, 0);
  public static final BatchSize FULL = new BatchSize(Kind.FULL, 0);

  /** Steps in an epoch where the size is {@code auto}. */
  private static final double STEPS = 200;

  /** Rows of a batch at least where the size is {@code auto}, if that is not above half of all. */
  private static final double LEAST = 64;

  /**
   * @throws IllegalArgumentException for any other text than full, auto, a fraction below 1 or a
   *     whole number of rows
   */
  public static BatchSize parse(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "auto":
        return AUTO;
      case "full":
        return FULL;
      default:
        return ofNumber(text);
    }
  }

  private static BatchSize ofNumber(String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    boolean fraction = number > 0 && number < 1;
    boolean rows = number >= 1 && number == Math.rint(number) && Double.isFinite(number);
    Require.that(
        fraction || rows,
        "optimizer.batch",
        "full, auto, a fraction below 1 or a number of rows",
        text);
    return new BatchSize(fraction ? Kind.FRACTION : Kind.ROWS, number);
  }

  /** Rows of a batch out of {@code all}: those wanted, at least 1. */
  public double rows(long all) {
    return switch (kind) {
      case FULL -> all;
      case AUTO -> Math.min(Math.max(LEAST, all / STEPS), all / 2.0);
      case FRACTION -> Math.max(1, value * all);
      case ROWS -> value;
    };
  }

  /** As a user would write it. */
  String text() {
    return kind == Kind.ROWS || kind == Kind.FRACTION
        ? Double.toString(value)
        : kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
