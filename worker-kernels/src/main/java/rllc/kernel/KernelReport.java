package rllc.kernel;

import java.io.Serializable;
import java.util.Objects;

/**
 * Names the kernels that one JVM has chosen, and the reason. A task sends it to the driver, which
 * compares it with its own: each JVM chooses for itself, and kernels of different instruction sets
 * round differently.
 */
public final class KernelReport implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String use;
  private final String isa;
  private final String reason;

  /**
   * @param use as {@link Kernels#use} says
   * @param isa as {@link Kernels#isa} says
   * @param reason as {@link KernelChoice#reason} says
   */
  public KernelReport(String use, String isa, String reason) {
    this.use = Objects.requireNonNull(use, "use");
    this.isa = Objects.requireNonNull(isa, "isa");
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** {@code "java"} or {@code "native"}. */
  public String use() {
    return use;
  }

  /** The instruction set, such as {@code "avx512"}; {@code "jvm"} for Java. */
  public String isa() {
    return isa;
  }

  /** Why these kernels were chosen. */
  public String reason() {
    return reason;
  }

  /**
   * Tells whether both kernels give the same bits for the same calls: if they have the same use and
   * the same instruction set, as JVMs with the same jar.
   */
  public boolean sameBitsAs(KernelReport other) {
    return use.equals(other.use) && isa.equals(other.isa);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KernelReport report
        && sameBitsAs(report)
        && reason.equals(report.reason);
  }

  @Override
  public int hashCode() {
    return Objects.hash(use, isa, reason);
  }

  /** Such as "native avx512 (best instruction set of this machine: ...)". */
  @Override
  public String toString() {
    return use + " " + isa + " (" + reason + ")";
  }
}
