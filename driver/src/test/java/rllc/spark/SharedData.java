package rllc.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The real data sets that lie beside the project where it is developed; tests that need one are
 * skipped elsewhere.
 */
public final class SharedData {
  private SharedData() {}

  /** The path of {@code name} in the folder shared/data. */
  public static String file(String name) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/data").resolve(name);
      if (Files.exists(file)) {
        return file.toString();
      }
    }
    Assumptions.abort("shared/data/" + name + " is not here");
    throw new AssertionError("abort throws");
  }
}
