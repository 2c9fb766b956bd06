package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmOptionsTest {
  @Test
  void threadsInKernelsAreNotRefusedMemory(@TempDir Path folder) throws Exception {
    Assumptions.assumeFalse(Implementations.natives().isEmpty(), "no native kernels in this build");
    ForkedJvm.Outcome without = crowded(folder, List.of(), 6);
    Assumptions.assumeTrue(
        without.exit() == 1,
        "this JVM refuses no memory while threads are in kernels: " + without.output());
    ForkedJvm.Outcome with = crowded(folder, JvmOptions.GC_LOCKER, 5);
    assertEquals(0, with.exit(), with.output());
  }

  private static ForkedJvm.Outcome crowded(Path folder, List<String> more, int seconds)
      throws Exception {
    List<String> options = new ArrayList<>(List.of("-Xmx96m", "-XX:+UseParallelGC"));
    options.addAll(more);
    return ForkedJvm.run(folder, options, CrowdedHeap.class, String.valueOf(seconds));
  }
}
