package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import rllc.loss.Loss;
import rllc.shard.Block;

class KernelChoiceTest {
  private static final NativeLibrary.Unavailable MISSING =
      new NativeLibrary.Unavailable("no library", "install gcc", null);
  private static final Supplier<Kernels> NONE =
      () -> {
        throw MISSING;
      };

  @Test
  void javaIsAlwaysThere() {
    assertEquals("java", KernelChoice.of(KernelMode.JAVA).kernels().use());
  }

  @Test
  void nativeFailsWithCauseAndRemedy() {
    var failure =
        assertThrows(
            IllegalStateException.class, () -> KernelChoice.choose(KernelMode.NATIVE, NONE));
    assertEquals("kernel.use = native, but no library; remedy: install gcc", failure.getMessage());
    assertSame(MISSING, failure.getCause());
  }

  @Test
  void autoFallsBackAndWarns() {
    List<LogRecord> records = new ArrayList<>();
    Handler handler = recordInto(records);
    Logger logger = Logger.getLogger(KernelChoice.class.getName());
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      KernelChoice choice = KernelChoice.choose(KernelMode.AUTO, NONE);
      assertEquals("java", choice.kernels().use());
      assertEquals("Java kernels, because no library; remedy: install gcc", choice.reason());
      assertEquals(1, records.size());
      assertEquals(Level.WARNING, records.get(0).getLevel());
      assertEquals(choice.reason(), records.get(0).getMessage());
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
  }

  @Test
  void chosenOnceAndNativeWhereBuilt() {
    Assumptions.assumeFalse(Implementations.natives().isEmpty(), "no native kernels in this build");
    KernelChoice choice = KernelChoice.of(KernelMode.AUTO);
    assertSame(choice, KernelChoice.of(KernelMode.AUTO));
    assertEquals("native", choice.kernels().use());
    assertEquals(Implementations.natives().get(0).isa(), choice.kernels().isa());
    assertTrue(choice.reason().contains(choice.kernels().isa()), choice.reason());
  }

  @Test
  void selfCheckRefusesAWrongResult() {
    var failure =
        assertThrows(
            NativeLibrary.Unavailable.class,
            () -> SelfCheck.check(new WrongMargins(), new JavaKernels()));
    assertTrue(failure.getMessage().contains("self-check"), failure.getMessage());
    assertTrue(failure.remedy().contains("kernel.use = java"), failure.remedy());
  }

  @Test
  void selfCheckPassesOnEveryInstructionSet() {
    for (Kernels kernels : Implementations.natives()) {
      SelfCheck.check(kernels, new JavaKernels());
    }
  }

  private static Handler recordInto(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord logRecord) {
        records.add(logRecord);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** The Java kernels with margins off by 1e-9. */
  private static final class WrongMargins implements Kernels {
    private final Kernels right = new JavaKernels();

    @Override
    public String use() {
      return "native";
    }

    @Override
    public String isa() {
      return "wrong";
    }

    @Override
    public double lossGradient(Block block, Loss loss, double[] theta, double[] gradient) {
      return right.lossGradient(block, loss, theta, gradient);
    }

    @Override
    public double lossGradientDiagonal(
        Block block,
        Loss loss,
        double[] theta,
        double[] gradient,
        double[] border,
        double[] squares) {
      return right.lossGradientDiagonal(block, loss, theta, gradient, border, squares);
    }

    @Override
    public void lossGradients(
        Block block, int[] rows, Loss loss, double[] thetas, double[] losses, double[] gradients) {
      right.lossGradients(block, rows, loss, thetas, losses, gradients);
    }

    @Override
    public double loss(Block block, Loss loss, double[] theta) {
      return right.loss(block, loss, theta);
    }

    @Override
    public void marginsInto(Block block, int outputs, double[] theta, double[] margins) {
      right.marginsInto(block, outputs, theta, margins);
      margins[block.rows() - 1] += 1e-9;
    }

    @Override
    public void normsInto(Block block, double[] squares, double[] slopes, double[] norms) {
      right.normsInto(block, squares, slopes, norms);
    }

    @Override
    public void hessianVector(
        Block block, int[] rows, Loss loss, double[] theta, double[] direction, double[] product) {
      right.hessianVector(block, rows, loss, theta, direction, product);
    }
  }
}
