package rllc.jobs.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelReport;

class KernelPromiseTest {
  private static final KernelReport FAST = new KernelReport("native", "avx512", "best");
  private static final KernelReport SLOW = new KernelReport("java", "jvm", "no room");

  @Test
  void kernelsOfOneKindPromiseTheSameBits() {
    for (List<KernelReport> executors : List.of(List.<KernelReport>of(), List.of(FAST))) {
      KernelPromise promise = new KernelPromise(FAST, executors);
      assertEquals("the same in every run with kernels native avx512", promise.text());
      assertEquals(Optional.empty(), promise.warning());
    }
  }

  @Test
  void anotherKindOnAllExecutorsIsToldAndPartOfThePromise() {
    KernelPromise promise = new KernelPromise(FAST, List.of(SLOW));
    assertEquals(
        "the same in every run with kernels native avx512 on the driver and java jvm on the"
            + " executors",
        promise.text());
    assertTrue(promise.warning().orElseThrow().contains("executors java jvm (no room)"));
  }

  @Test
  void differentExecutorsPromiseNothing() {
    KernelPromise promise = new KernelPromise(FAST, List.of(FAST, SLOW));
    assertEquals("not promised, for executors use different kernels", promise.text());
    String warning = promise.warning().orElseThrow();
    assertTrue(warning.contains("native avx512 (best) and java jvm (no room)"), warning);
  }
}
