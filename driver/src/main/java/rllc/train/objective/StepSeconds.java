package rllc.train.objective;

/**
 * Where the wall-clock seconds of a step went; told to observers, never used to decide anything.
 *
 * @param kernel what all tasks spent in kernels, / tasks at work side by side
 * @param combine the rest of the distributed evaluation: scheduling, tree sums, results to the
 *     driver
 * @param broadcast sending theta out
 * @param driver the driver's own arithmetic
 */
public record StepSeconds(double kernel, double combine, double broadcast, double driver) {
  public static final StepSeconds ZERO = new StepSeconds(0, 0, 0, 0);

  public StepSeconds plus(StepSeconds other) {
    return new StepSeconds(
        kernel + other.kernel,
        combine + other.combine,
        broadcast + other.broadcast,
        driver + other.driver);
  }

  public double total() {
    return kernel + combine + broadcast + driver;
  }
}
