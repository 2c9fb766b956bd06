package rllc.train.report;

import java.util.function.Consumer;
import rllc.train.run.Listeners;

/**
 * Somebody who looks on. Nothing that a listener does changes a bit of the result. One that throws
 * is reported once and asked no more; the run goes on ({@link Listeners}).
 */
public interface TrainingListener {
  /** A listener to steps alone. */
  static TrainingListener ofSteps(Consumer<StepRecord> consumer) {
    return new TrainingListener() {
      @Override
      public void step(StepRecord step) {
        consumer.accept(step);
      }
    };
  }

  /** The run begins. */
  default void started() {}

  /** Phase {@code name} of the run begins: small steps over rows, then the method. */
  default void phase(String name) {}

  /** A step was taken. */
  default void step(StepRecord step) {}

  /**
   * A point was scored on the validation rows.
   *
   * @param step of the run
   */
  default void scored(int step, double score) {}

  /**
   * A state that the run can be continued from, after each step and before an interrupted run ends.
   */
  default void state(SavedState state) {}

  /** The run has ended; there is no model if {@link StopReason#hasModel} says so. */
  default void ended(StopReason reason) {}
}
