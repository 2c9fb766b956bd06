package rllc.jobs.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import rllc.train.report.SavedState;

/** When states are kept, by a clock that the test sets. */
class CheckpointWriterTest {
  private final List<Integer> written = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private boolean interrupted;
  private boolean full;
  private double seconds;

  private CheckpointWriter writer(OptionalInt everySteps, OptionalDouble everySeconds) {
    return new CheckpointWriter(
        this::write,
        "print",
        everySteps,
        everySeconds,
        () -> interrupted,
        () -> (long) (seconds * 1e9),
        warnings::add);
  }

  private void write(CheckpointFolder.Checkpoint checkpoint) {
    if (full) {
      throw new UncheckedIOException("no checkpoint in X: No space left", new IOException());
    }
    assertEquals("print", checkpoint.fingerprint());
    written.add(checkpoint.steps());
  }

  private static void tell(CheckpointWriter writer, int from, int to) {
    for (int step = from; step <= to; step++) {
      writer.state(new SavedState(step, () -> new byte[3]));
    }
  }

  @Test
  void everySoManyStepsAndWhereAPhaseBegins() {
    CheckpointWriter writer = writer(OptionalInt.of(3), OptionalDouble.empty());
    writer.phase("small steps");
    writer.phase("steps");
    tell(writer, 0, 7);
    assertEquals(List.of(0, 3, 6), written);
    writer.keepLast();
    writer.keepLast();
    assertEquals(List.of(0, 3, 6, 7), written, "the last one, once");
  }

  @Test
  void everySoManySeconds() {
    CheckpointWriter writer = writer(OptionalInt.empty(), OptionalDouble.of(10));
    tell(writer, 1, 2);
    seconds = 10;
    tell(writer, 3, 5);
    seconds = 19;
    tell(writer, 6, 6);
    seconds = 21;
    tell(writer, 7, 7);
    assertEquals(List.of(3, 7), written);
  }

  @Test
  void onAnInterrupt() {
    CheckpointWriter writer = writer(OptionalInt.of(100), OptionalDouble.empty());
    tell(writer, 1, 4);
    interrupted = true;
    tell(writer, 5, 5);
    assertEquals(List.of(5), written);
  }

  @Test
  void whatCannotBeWrittenIsToldOnceAndTriedAgain() {
    CheckpointWriter writer = writer(OptionalInt.of(1), OptionalDouble.empty());
    full = true;
    tell(writer, 1, 3);
    assertEquals(List.of("no checkpoint in X: No space left"), warnings);
    full = false;
    tell(writer, 4, 4);
    full = true;
    tell(writer, 5, 6);
    assertEquals(List.of(4), written);
    assertEquals(2, warnings.size(), "told again where it fails again");
  }
}
