package rllc.jobs.checkpoint;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import rllc.train.report.SavedState;
import rllc.train.report.TrainingListener;

/**
 * Keeps a state every so many steps or seconds, and the last one of a run that is interrupted. The
 * clock decides when a state is kept, never what the run does.
 */
final class CheckpointWriter implements TrainingListener {
  private final CheckpointFolder folder;
  private final String fingerprint;
  private final OptionalInt everySteps;
  private final OptionalDouble everySeconds;
  private final BooleanSupplier interrupted;
  private final LongSupplier nanoClock;
  private long last;

  /**
   * @param fingerprint of data and settings
   */
  CheckpointWriter(
      CheckpointFolder folder,
      String fingerprint,
      OptionalInt everySteps,
      OptionalDouble everySeconds,
      BooleanSupplier interrupted,
      LongSupplier nanoClock) {
    this.folder = folder;
    this.fingerprint = fingerprint;
    this.everySteps = everySteps;
    this.everySeconds = everySeconds;
    this.interrupted = interrupted;
    this.nanoClock = nanoClock;
    this.last = nanoClock.getAsLong();
  }

  @Override
  public void state(SavedState state) {
    boolean bySteps = everySteps.isPresent() && state.steps() % everySteps.getAsInt() == 0;
    boolean bySeconds =
        everySeconds.isPresent()
            && (nanoClock.getAsLong() - last) * 1e-9 >= everySeconds.getAsDouble();
    if (bySteps || bySeconds || interrupted.getAsBoolean()) {
      folder.write(
          new CheckpointFolder.Checkpoint(fingerprint, state.steps(), state.bytes().get()));
      last = nanoClock.getAsLong();
    }
  }
}
