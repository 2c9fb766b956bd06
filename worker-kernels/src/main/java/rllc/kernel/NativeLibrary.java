package rllc.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Loads the C library that travels in the jar, once for each class loader. */
final class NativeLibrary {
  private NativeLibrary() {}

  /** Tells why the library cannot be used, and what helps. */
  static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    Unavailable(String reason, String remedy, Throwable cause) {
      super(reason, cause);
      this.remedy = remedy;
    }

    String remedy() {
      return remedy;
    }
  }

  private static final Unavailable FAILURE = tryLoad();

  /**
   * Makes the native methods callable.
   *
   * @throws Unavailable if the library cannot be used; every call gives the same reason
   */
  static void load() {
    if (FAILURE != null) {
      throw FAILURE;
    }
  }

  private static Unavailable tryLoad() {
    String resource = "/native/" + platform() + "/librllc_kernels.so";
    try (InputStream library = NativeLibrary.class.getResourceAsStream(resource)) {
      if (library == null) {
        return new Unavailable(
            "this build carries no native kernels for " + platform(),
            "build with a C compiler (gcc) and a JDK on this platform; the build says what is missing",
            null);
      }
      extractAndLoad(library);
      return null;
    } catch (IOException e) {
      return new Unavailable(
          "the native library could not be written to a temporary file: " + e,
          "set -Djava.io.tmpdir to a folder with space that this user may write to",
          e);
    } catch (UnsatisfiedLinkError e) {
      return new Unavailable(
          "the native library could not be loaded: " + e.getMessage(),
          "set -Djava.io.tmpdir to a folder that allows execution, or rebuild on this system",
          e);
    }
  }

  private static void extractAndLoad(InputStream library) throws IOException {
    Path folder = Files.createTempDirectory("rllc-kernels");
    Path file = folder.resolve("librllc_kernels.so");
    try {
      Files.copy(library, file);
      System.load(file.toAbsolutePath().toString());
    } finally {
      // The mapping outlives the file, so nothing is left behind even when the JVM is killed.
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  /** Returns system and processor as {@code uname -s -m} names them, such as linux-x86_64. */
  private static String platform() {
    String arch = System.getProperty("os.arch");
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '-')
        + "-"
        + (arch.equals("amd64") ? "x86_64" : arch);
  }
}
