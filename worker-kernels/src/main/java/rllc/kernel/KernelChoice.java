package rllc.kernel;

import java.lang.System.Logger.Level;

/**
 * The kernels that this JVM uses and the reason; chosen once per JVM.
 *
 * @param kernels never null
 * @param reason why these, for people
 */
public record KernelChoice(Kernels kernels, String reason) {
  private static final System.Logger LOG = System.getLogger(KernelChoice.class.getName());

  /**
   * The choice for {@code mode}; every call in one JVM answers the same.
   *
   * @throws IllegalStateException for {@link KernelMode#NATIVE} where the native kernels cannot be
   *     used; the message says why and what helps
   */
  public static KernelChoice of(KernelMode mode) {
    return switch (mode) {
      case JAVA -> new KernelChoice(new JavaKernels(), "`kernel.use` is java");
      case AUTO -> Auto.CHOICE;
      case NATIVE -> {
        if (NativeOnce.KERNELS == null) {
          throw new IllegalStateException(
              "`kernel.use` must be auto or java here, got native: " + NativeOnce.PROBLEM);
        }
        yield Auto.CHOICE;
      }
    };
  }

  /** Loads and checks the native kernels when they are first asked for. */
  private static final class NativeOnce {
    static final NativeKernels KERNELS;
    static final String PROBLEM;

    static {
      Throwable failure = NativeLibrary.failure();
      NativeKernels loaded = failure == null ? NativeKernels.best() : null;
      String complaint = loaded == null ? null : SelfCheck.complaint(loaded);
      KERNELS = complaint == null ? loaded : null;
      PROBLEM =
          failure != null
              ? "the native library does not load: " + failure.getMessage()
              : "the native kernels failed their self-check: " + complaint;
    }
  }

  private static final class Auto {
    static final KernelChoice CHOICE = choose();

    private static KernelChoice choose() {
      if (NativeOnce.KERNELS != null) {
        return new KernelChoice(
            NativeOnce.KERNELS, "the best instruction set of this processor; self-check passed");
      }
      LOG.log(
          Level.WARNING,
          "Java kernels will be used, which are slower: {0}. Set kernel.use = java to run them"
              + " without this warning.",
          NativeOnce.PROBLEM);
      return new KernelChoice(new JavaKernels(), NativeOnce.PROBLEM);
    }
  }
}
