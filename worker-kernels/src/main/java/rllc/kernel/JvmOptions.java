package rllc.kernel;

import java.util.List;

/**
 * The options with which a JVM that runs the native kernels is started.
 *
 * <p>The kernels hold arrays of the heap as JNI critical regions, and the collector waits until no
 * thread is in one. A thread that needs memory meanwhile tries again, in Java 17 twice by default,
 * and then throws OutOfMemoryError although the heap may be half empty (JDK-8192647, mended in
 * later versions). With 64 threads in kernels and a heap of 96 MiB that takes two seconds; with 100
 * tries it was not seen. Later JVMs may lack the option: Spark starts its JVMs with {@code
 * -XX:+IgnoreUnrecognizedVMOptions}.
 */
public final class JvmOptions {
  /** In the order in which they must stand on the command line. */
  public static final List<String> GC_LOCKER =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:GCLockerRetryAllocationCount=100");

  private JvmOptions() {}
}
