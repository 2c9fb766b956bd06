package rllc.train.run;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import rllc.train.report.TrainingListener;

/**
 * The outside of a run: who looks on, who may interrupt, and the clock. Nothing here changes a bit
 * of the result, except that the run may end earlier.
 *
 * @param listeners told in this order
 * @param interrupted asked once per step
 * @param nanoClock as System::nanoTime
 * @param warnings gets a line if a listener fails
 */
public record RunControl(
    List<TrainingListener> listeners,
    BooleanSupplier interrupted,
    LongSupplier nanoClock,
    Consumer<String> warnings) {
  private static final System.Logger LOG = System.getLogger(RunControl.class.getName());

  /** Nobody looks on. */
  public static RunControl nobody() {
    return of();
  }

  /** Nobody interrupts; warnings go to the log. */
  public static RunControl of(TrainingListener... listeners) {
    return new RunControl(List.of(listeners), () -> false, System::nanoTime);
  }

  /** Warnings go to the log. */
  public RunControl(
      List<TrainingListener> listeners, BooleanSupplier interrupted, LongSupplier nanoClock) {
    this(listeners, interrupted, nanoClock, line -> LOG.log(System.Logger.Level.WARNING, line));
  }
}
