package rllc.jobs.settings;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * When states of a run are kept, and where.
 *
 * @param dir folder for them; empty for {@code checkpoint} in the output folder
 * @param everySteps keeps one after so many steps, at least 1
 * @param everySeconds keeps one after so many seconds, above 0; {@value #SECONDS} if only {@code
 *     dir} is set
 * @param resume whether a run goes on from what lies in {@code dir}
 */
public record CheckpointSettings(
    Optional<String> dir, OptionalInt everySteps, OptionalDouble everySeconds, boolean resume) {
  /** So much work may be lost if nobody has said how much. */
  static final double SECONDS = 60;

  public CheckpointSettings {
    if (everySteps.isPresent() && everySteps.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "`checkpoint.everySteps` must be at least 1, got " + everySteps.getAsInt());
    }
    if (everySeconds.isPresent() && !(everySeconds.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "`checkpoint.everySeconds` must be above 0, got " + everySeconds.getAsDouble());
    }
    if (dir.isPresent() && everySteps.isEmpty() && everySeconds.isEmpty()) {
      everySeconds = OptionalDouble.of(SECONDS);
    }
  }

  /** Whether states are kept. */
  public boolean isOn() {
    return everySteps.isPresent() || everySeconds.isPresent();
  }
}
