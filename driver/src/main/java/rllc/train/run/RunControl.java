package rllc.train.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The outside of a run: who looks on, who may interrupt, and the clock. Nothing here changes a bit
 * of the result, except that the run may end earlier.
 *
 * @param observers get the record of every step taken, in order
 * @param interrupted asked once per step
 * @param nanoClock as System::nanoTime
 */
public record RunControl(
    List<Consumer<StepRecord>> observers, BooleanSupplier interrupted, LongSupplier nanoClock) {
  /** Nobody looks on. */
  public static RunControl nobody() {
    return of(List.of());
  }

  public static RunControl of(List<Consumer<StepRecord>> observers) {
    return new RunControl(observers, () -> false, System::nanoTime);
  }

  /** The same for a run within a run: observers see its records as {@code outer} makes them. */
  public RunControl seeing(UnaryOperator<StepRecord> outer) {
    List<Consumer<StepRecord>> all = new ArrayList<>();
    observers.forEach(observer -> all.add(step -> observer.accept(outer.apply(step))));
    return new RunControl(all, interrupted, nanoClock);
  }

  public double secondsSince(long nanos) {
    return (nanoClock.getAsLong() - nanos) * 1e-9;
  }

  public void committed(StepRecord record) {
    observers.forEach(observer -> observer.accept(record));
  }
}
