package rllc.settings;

import rllc.kernel.KernelMode;

/**
 * How the optimizer is run, whatever it is: part of {@code optimizer.*} and {@code kernel.*}.
 *
 * @param seed of every random choice
 * @param coordinates that the optimizer works in; the objective is the same in all
 * @param start theta at the start
 * @param kernel native or Java
 * @param precision how features are stored
 */
public record RunSettings(
    long seed, Coordinates coordinates, Start start, KernelMode kernel, Precision precision) {
  /** How features are stored; sums, parameters and gradients are always doubles. */
  public enum Precision {
    /** Float where the data are large and rounding is negligible against each feature's spread. */
    AUTO,
    /** Half the memory and traffic; a value keeps 24 binary digits. */
    FLOAT,
    /** As given. */
    DOUBLE
  }

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
    /** Warm where {@code AutoPreset} says so, else prior. */
    AUTO,
    /** All zero. */
    ZERO,
    /** Coefficients zero, the intercept at the log-odds (or the mean) of the labels. */
    PRIOR,
    /** From there a pass of small steps over rows drawn for the driver, with any preset. */
    WARM
  }

  /** The same with another seed. */
  public RunSettings withSeed(long other) {
    return new RunSettings(other, coordinates, start, kernel, precision);
  }

  /** The same with another start. */
  public RunSettings with(Start other) {
    return new RunSettings(seed, coordinates, other, kernel, precision);
  }
}
