package rllc.settings;

import rllc.kernel.KernelMode;

/**
 * How the optimizer is run, whatever it is: part of {@code optimizer.*} and {@code kernel.*}.
 *
 * @param seed of every random choice
 * @param coordinates that the optimizer works in; the objective is the same in all
 * @param start theta at the start
 * @param kernel native or Java
 */
public record RunSettings(long seed, Coordinates coordinates, Start start, KernelMode kernel) {
  /** The optimizer's coordinates. */
  public enum Coordinates {
    /** Standardised. */
    AUTO,
    /** Features as given, neither scaled nor centred. */
    ORIGINAL,
    /** Features scaled and, virtually, centred. */
    STANDARDISED
  }

  /** Where training begins. */
  public enum Start {
    /** Prior. */
    AUTO,
    /** All zero. */
    ZERO,
    /** Coefficients zero, the intercept at the log-odds (or the mean) of the labels. */
    PRIOR
  }
}
