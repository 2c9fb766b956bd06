package rllc.kernel;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class of the tests in a JVM of its own, for options and faults that end a JVM. */
final class ForkedJvm {
  private static final long MOST_SECONDS = 60;

  private ForkedJvm() {}

  /** How a JVM ended, and what it printed. */
  record Outcome(int exit, String output) {}

  /**
   * Runs {@code main}; a run above a minute is ended.
   *
   * @param folder gets what is printed
   * @param options of the JVM
   */
  static Outcome run(Path folder, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Path printed = folder.resolve("printed");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", pathOf(main) + ":" + pathOf(Kernels.class), main.getName()));
    Collections.addAll(command, arguments);
    Process jvm =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (!jvm.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      jvm.destroyForcibly().waitFor();
    }
    return new Outcome(jvm.exitValue(), Files.readString(printed, StandardCharsets.UTF_8));
  }

  private static String pathOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
