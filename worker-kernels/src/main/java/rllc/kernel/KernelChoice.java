package rllc.kernel;

import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Holds the kernels that this JVM uses and why. A JVM chooses once for each mode.
 *
 * @param kernels the chosen kernels
 * @param reason a sentence for logs and records, without a full stop
 */
public record KernelChoice(Kernels kernels, String reason) {
  private static final System.Logger LOG = System.getLogger(KernelChoice.class.getName());
  private static final Map<KernelMode, KernelChoice> CHOSEN = new EnumMap<>(KernelMode.class);

  /**
   * Returns this JVM's choice for {@code mode}. Every call gives the same one.
   *
   * @throws IllegalStateException if {@code mode} is {@link KernelMode#NATIVE} and the native
   *     kernels cannot be used; the message says why and what helps
   */
  public static synchronized KernelChoice of(KernelMode mode) {
    return CHOSEN.computeIfAbsent(mode, m -> choose(m, KernelChoice::checkedNative));
  }

  /** Returns this choice as a value that a task can send to the driver. */
  public KernelReport report() {
    return new KernelReport(kernels.use(), kernels.isa(), reason);
  }

  /**
   * Chooses for {@code mode}.
   *
   * @param natively gives checked native kernels, or throws {@link NativeLibrary.Unavailable}
   */
  static KernelChoice choose(KernelMode mode, Supplier<Kernels> natively) {
    return switch (mode) {
      case JAVA -> new KernelChoice(new JavaKernels(), "kernel.use = java");
      case NATIVE -> nativeOrFail(natively);
      case AUTO -> nativeOrJava(natively);
    };
  }

  private static KernelChoice nativeOrFail(Supplier<Kernels> natively) {
    try {
      return chosen(natively.get());
    } catch (NativeLibrary.Unavailable e) {
      throw new IllegalStateException(
          "kernel.use = native, but " + e.getMessage() + "; remedy: " + e.remedy(), e);
    }
  }

  private static KernelChoice nativeOrJava(Supplier<Kernels> natively) {
    try {
      return chosen(natively.get());
    } catch (NativeLibrary.Unavailable e) {
      String reason = "Java kernels, because " + e.getMessage() + "; remedy: " + e.remedy();
      LOG.log(Level.WARNING, reason, e.getCause());
      return new KernelChoice(new JavaKernels(), reason);
    }
  }

  private static KernelChoice chosen(Kernels best) {
    return new KernelChoice(
        best, "best instruction set of this machine: " + best.isa() + "; self-check passed");
  }

  private static Kernels checkedNative() {
    Kernels best = NativeKernels.all().get(0);
    SelfCheck.check(best, new JavaKernels());
    return best;
  }
}
