package rllc.kernel;

/** Setting {@code kernel.use}. */
public enum KernelMode {
  /** Native where it loads and passes its self-check, else Java with the cause at WARN. */
  AUTO,
  /** Native, or an error that says why not. */
  NATIVE,
  /** Plain Java. */
  JAVA
}
