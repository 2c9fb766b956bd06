package rllc.kernel;

/** The kernels that this JVM uses, chosen once per mode, and the reason. */
public record KernelChoice(Kernels kernels, String reason) {
  /**
   * The choice for {@code mode}; every call in one JVM answers the same.
   *
   * @throws IllegalStateException for {@link KernelMode#NATIVE} where the native kernels cannot be
   *     used; the message says why and what helps
   */
  public static KernelChoice of(KernelMode mode) {
    return new KernelChoice(new JavaKernels(), "no native kernels yet");
  }
}
