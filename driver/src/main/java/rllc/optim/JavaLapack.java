package rllc.optim;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.ludovic.netlib.lapack.LAPACK;
import dev.ludovic.netlib.lapack.NativeLAPACK;

/**
 * Keeps dense linear algebra in Java. Matrices are small here, so a native LAPACK gains nothing;
 * where a machine has one, its results would depend on its threads, which would break the promise
 * of equal bits, and {@code dgesv} through the JNI of netlib 3.0.4 ends the JVM with a segmentation
 * fault.
 *
 * <p>Our own algebra asks netlib for its Java body by name. Breeze's L-BFGS-B, in MLlib too, calls
 * {@code dgesv} of the body that netlib has chosen for the whole process at its first use; {@link
 * #choose} sees to it that this is the Java one, if it comes first, and {@link #require} refuses if
 * it came too late. BLAS is left alone: MLlib may have a native one.
 */
public final class JavaLapack {
  /** Of netlib: the name of the native body that it unpacks from its jar. */
  private static final String NATIVE_BODY = "dev.ludovic.netlib.lapack.nativeLib";

  /** No such body: netlib goes on with its Java one. */
  private static final String NONE = "none";

  private JavaLapack() {}

  /** The Java body, whatever netlib has chosen for others. */
  static LAPACK body() {
    return JavaLAPACK.getInstance();
  }

  /**
   * To be called before the first use of Breeze's or MLlib's linear algebra in the process: netlib
   * chooses once. A choice that the user has made by the system property stays.
   */
  public static void choose() {
    if (System.getProperty(NATIVE_BODY) == null) {
      System.setProperty(NATIVE_BODY, NONE);
    }
  }

  /**
   * Makes sure that Breeze solves in Java.
   *
   * @param what needs it, for the message
   * @throws IllegalStateException if netlib has chosen a native body before
   */
  public static void require(String what) {
    choose();
    require(what, LAPACK.getInstance().getClass());
  }

  static void require(String what, Class<?> chosen) {
    if (NativeLAPACK.class.isAssignableFrom(chosen)) {
      throw new IllegalStateException(
          String.format(
              "%s must have the Java LAPACK, for the native one may end the JVM, but this process"
                  + " has chosen %s before; start it with -D%s=%s",
              what, chosen.getName(), NATIVE_BODY, NONE));
    }
  }
}
