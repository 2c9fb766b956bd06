package rllc.jobs.checkpoint;

import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import rllc.train.report.SavedState;
import rllc.train.report.TrainingListener;

/**
 * Keeps a state every so many steps or seconds, where a phase begins, and the last one of a run
 * that breaks off or reaches a limit. The clock decides when a state is kept, never what the run
 * does. A state that cannot be written is told, and the next one is tried.
 */
final class CheckpointWriter implements TrainingListener {
  private final Consumer<CheckpointFolder.Checkpoint> folder;
  private final String fingerprint;
  private final OptionalInt everySteps;
  private final OptionalDouble everySeconds;
  private final BooleanSupplier interrupted;
  private final LongSupplier nanoClock;
  private final Consumer<String> warnings;
  private boolean begins;
  private boolean fails;
  private SavedState unwritten;
  private long last;

  /**
   * @param fingerprint of data and settings
   * @param warnings gets a line where writing begins to fail
   */
  CheckpointWriter(
      Consumer<CheckpointFolder.Checkpoint> folder,
      String fingerprint,
      OptionalInt everySteps,
      OptionalDouble everySeconds,
      BooleanSupplier interrupted,
      LongSupplier nanoClock,
      Consumer<String> warnings) {
    this.folder = folder;
    this.fingerprint = fingerprint;
    this.everySteps = everySteps;
    this.everySeconds = everySeconds;
    this.interrupted = interrupted;
    this.nanoClock = nanoClock;
    this.warnings = warnings;
    this.last = nanoClock.getAsLong();
  }

  @Override
  public void phase(String name) {
    begins = true;
  }

  @Override
  public void state(SavedState state) {
    boolean bySteps = everySteps.isPresent() && state.steps() % everySteps.getAsInt() == 0;
    boolean bySeconds =
        everySeconds.isPresent()
            && (nanoClock.getAsLong() - last) * 1e-9 >= everySeconds.getAsDouble();
    unwritten = state;
    if (begins || bySteps || bySeconds || interrupted.getAsBoolean()) {
      keepLast();
    }
  }

  /** Writes the newest state if it is not written yet. */
  void keepLast() {
    if (unwritten == null) {
      return;
    }
    try {
      folder.accept(
          new CheckpointFolder.Checkpoint(fingerprint, unwritten.steps(), unwritten.bytes().get()));
      unwritten = null;
      begins = false;
      fails = false;
    } catch (UncheckedIOException | IllegalStateException e) {
      if (!fails) {
        warnings.accept(e.getMessage());
      }
      fails = true;
    }
    last = nanoClock.getAsLong();
  }
}
