package rllc.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import rllc.settings.StopSettings;

/**
 * A run in batches that goes on with all rows after the epoch in which batches show mostly noise
 * ({@link EpochNoise}), the second at the latest, if enough passes are left. The second method
 * starts at the first one's answer; steps, passes and seconds are counted through both.
 */
final class BatchesThenAll implements Iterator<TrainingState> {
  /** The second method. */
  interface Second {
    Iterator<TrainingState> start(double[] theta, StopSettings stop, RunControl control);
  }

  /** Passes that must be left: the method for all rows needs four to twenty. */
  private static final double LEAST_REST = 3;

  /**
   * Epochs after which all rows tell more than batches of them, whatever the noise: on kddcup99
   * batches go on to gain for 47, while all rows need ten passes from there or from here.
   */
  private static final double MOST_EPOCHS = 2;

  private final BatchRun batches;
  private final Second second;
  private final StopSettings stop;
  private final RunControl control;
  private Progress before;
  private Iterator<TrainingState> rest;

  BatchesThenAll(BatchRun batches, Second second, StopSettings stop, RunControl control) {
    this.batches = batches;
    this.second = second;
    this.stop = stop;
    this.control = control;
  }

  @Override
  public boolean hasNext() {
    return rest == null ? batches.hasNext() : rest.hasNext();
  }

  @Override
  public TrainingState next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the run has ended");
    }
    if (rest == null && haveToldMost() && passesLeft()) {
      before = batches.progress();
      rest = second.start(batches.answer(), remaining(), control.seeing(this::shifted));
    }
    return rest == null ? batches.next() : shifted(rest.next());
  }

  private boolean haveToldMost() {
    return batches.mostlyNoise() || batches.epochs() >= MOST_EPOCHS;
  }

  private boolean passesLeft() {
    double most = stop.maxPasses().orElse(Double.POSITIVE_INFINITY);
    return most - batches.progress().passes() >= LEAST_REST
        && batches.progress().steps() < stop.maxSteps();
  }

  private StopSettings remaining() {
    return new StopSettings(
        stop.maxSteps() - before.steps(),
        less(stop.maxPasses(), before.passes()),
        less(stop.maxSeconds(), before.seconds()),
        stop.tol(),
        stop.targetLoss());
  }

  /** What is left of a limit; more than nothing, so that it still stops the run. */
  private static OptionalDouble less(OptionalDouble limit, double spent) {
    return limit.isPresent()
        ? OptionalDouble.of(Math.max(Double.MIN_NORMAL, limit.getAsDouble() - spent))
        : limit;
  }

  private TrainingState shifted(TrainingState state) {
    return new TrainingState(
        state.theta(), shifted(state.record()), state.progress(), state.next(), state.stop());
  }

  private StepRecord shifted(StepRecord step) {
    return step.after(before.steps(), before.passes(), before.seconds());
  }
}
