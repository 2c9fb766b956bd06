package rllc.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Loads the native library that the jar carries for this operating system and processor, once per
 * JVM.
 */
final class NativeLibrary {
  private static final String RESOURCE = "/native/" + platform() + "/librllc_kernels.so";

  /** Null when loaded. */
  private static final Throwable FAILURE = load();

  private NativeLibrary() {}

  /** Why the library is not loaded; null if it is. */
  static Throwable failure() {
    return FAILURE;
  }

  private static String platform() {
    String arch = System.getProperty("os.arch").replace("amd64", "x86_64");
    return System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + arch;
  }

  private static Throwable load() {
    try (InputStream library = NativeLibrary.class.getResourceAsStream(RESOURCE)) {
      if (library == null) {
        return new IOException(
            "this build carries no " + RESOURCE + "; build it with a C compiler");
      }
      Path file = Files.createTempFile("librllc_kernels", ".so");
      try {
        Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
        System.load(file.toString());
        return null;
      } finally {
        // Linux keeps a loaded library's file alive without its name.
        Files.delete(file);
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      return e;
    }
  }
}
