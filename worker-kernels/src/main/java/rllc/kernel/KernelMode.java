package rllc.kernel;

/** The values of the setting {@code kernel.use}. */
public enum KernelMode {
  /** Takes native kernels if they load and pass the self-check, else Java's, and logs a warning. */
  AUTO,
  /** Takes native kernels, or fails with an error that says why not. */
  NATIVE,
  /** Takes the kernels in plain Java. */
  JAVA
}
