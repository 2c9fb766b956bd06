package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small {@code -Xss} ends in a StackOverflowError at worst, never in the JVM's end. */
class SmallStackTest {
  @Test
  void theEndOfASmallStackIsAnErrorOfJava(@TempDir Path folder) throws Exception {
    Assumptions.assumeFalse(Implementations.natives().isEmpty(), "no native kernels in this build");
    ForkedJvm.Outcome outcome =
        ForkedJvm.run(folder, List.of("-Xss320k", "-Xmx256m"), SmallStack.class);
    assertEquals(0, outcome.exit(), outcome.output());
    // Five layouts, three losses, two kinds of call; and the sweeps.
    int operations = (5 * 3 * 2 + 1) * Implementations.natives().size();
    assertEquals(operations, outcome.output().lines().count(), outcome.output());
    assertTrue(outcome.output().lines().allMatch(l -> l.contains(" passed ")), outcome.output());
  }
}
