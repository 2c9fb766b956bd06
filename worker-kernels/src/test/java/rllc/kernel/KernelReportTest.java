package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class KernelReportTest {
  private static final KernelReport AVX512 = new KernelReport("native", "avx512", "best");

  @Test
  void useAndInstructionSetDecideOnBits() {
    assertTrue(AVX512.sameBitsAs(new KernelReport("native", "avx512", "another")));
    assertFalse(AVX512.sameBitsAs(new KernelReport("native", "avx2", "best")));
    assertFalse(AVX512.sameBitsAs(new KernelReport("java", "avx512", "best")));
    assertNotEquals(AVX512, new KernelReport("native", "avx512", "another"));
  }

  /** The Java kernels and every instruction set of this machine. */
  @Test
  void aChoiceReportsItsKernelsAndReason() {
    for (Kernels kernels : Implementations.all()) {
      KernelReport report = new KernelChoice(kernels, "a reason").report();
      assertEquals(new KernelReport(kernels.use(), kernels.isa(), "a reason"), report);
      assertEquals(Implementations.name(kernels) + " (a reason)", report.toString());
      for (Kernels other : Implementations.all()) {
        boolean same = report.sameBitsAs(new KernelChoice(other, "another").report());
        assertEquals(kernels.isa().equals(other.isa()), same, report.toString());
      }
    }
  }

  @Test
  void travels() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(AVX512);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(AVX512, in.readObject());
    }
  }
}
