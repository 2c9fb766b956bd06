package rllc.jobs;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a JVM of its own, as a user starts it: what ends a JVM must not end the tests'. */
record ChildRun(Process process, Path err) {
  /**
   * Starts it on one core.
   *
   * @param folder for temporary files and standard error
   * @param jvm more arguments of the JVM
   */
  static ChildRun start(Path folder, List<String> jvm, String... arguments) throws Exception {
    return start(folder, jvm, Main.class, arguments);
  }

  /** The same with another class in the place of Main. */
  static ChildRun start(Path folder, List<String> jvm, Class<?> main, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.removeIf(argument -> argument.startsWith("-javaagent"));
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(arguments));
    command.addAll(
        List.of(
            "spark.master=local[1]",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1"));
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    return new ChildRun(builder.redirectOutput(folder.resolve("stdout").toFile()).start(), err);
  }

  /** What it has written to standard error so far. */
  String errors() throws Exception {
    return Files.readString(err);
  }

  /** Its exit status; it is killed if it does not end within a minute. */
  int status() throws Exception {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it must end, but has written so far: " + errors());
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
