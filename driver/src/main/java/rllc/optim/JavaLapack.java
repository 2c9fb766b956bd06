package rllc.optim;

/**
 * Keeps the dense linear algebra under Breeze and MLlib in Java. Matrices are small here, so a
 * native LAPACK gains nothing; where a machine has one, its results would depend on its threads,
 * which would break the promise of equal bits, and {@code dgesv} through the JNI of netlib 3.0.4
 * ends the JVM with a segmentation fault. L-BFGS-B calls it, in MLlib too.
 *
 * <p>BLAS is left alone: MLlib may have a native one.
 */
public final class JavaLapack {
  /** Of netlib: the name of the native body that it unpacks from its jar. */
  private static final String NATIVE_BODY = "dev.ludovic.netlib.lapack.nativeLib";

  /** No such body: netlib goes on with its Java one. */
  private static final String NONE = "none";

  private JavaLapack() {}

  /**
   * To be called before the first use of Breeze's or MLlib's linear algebra in the process: netlib
   * chooses once. A choice that the user has made by the system property stays.
   */
  public static void choose() {
    if (System.getProperty(NATIVE_BODY) == null) {
      System.setProperty(NATIVE_BODY, NONE);
    }
  }
}
