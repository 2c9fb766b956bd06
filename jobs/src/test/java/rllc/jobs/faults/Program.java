package rllc.jobs.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program of Spark or of ours in a JVM of its own, from the jars that the build has collected.
 *
 * @param log what it has written, to standard output and standard error
 */
record Program(Process process, Path log) implements AutoCloseable {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path JAR = TARGET.resolve("rllc-jobs.jar");
  private static final long WAIT_SECONDS = 240;

  /** Starts {@code words}, the first of which is a class of Spark's. */
  static Program start(Path log, String memory, List<String> words) throws IOException {
    return start(log, memory, List.of(), words);
  }

  /** The same with more options of the JVM. */
  static Program start(Path log, String memory, List<String> options, List<String> words)
      throws IOException {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " must be there: mvn -Pfaults verify makes it");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + TARGET.resolveSibling("jvm.options"));
    command.addAll(List.of("-XX:-UseTransparentHugePages", "-Xmx" + memory));
    command.addAll(options);
    command.addAll(List.of("-cp", TARGET.resolve("spark/jars") + "/*"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", TARGET.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return new Program(builder.redirectOutput(log.toFile()).start(), log);
  }

  /**
   * Submits our main job.
   *
   * @param master of Spark
   * @param conf more settings for spark-submit, {@code name=value}
   * @param words the command and its settings
   */
  static Program submit(Path log, String master, List<String> conf, List<String> words)
      throws IOException {
    return submit(log, master, "1g", List.of(), conf, words);
  }

  /** The same with other memory and more options of the driver's JVM. */
  static Program submit(
      Path log,
      String master,
      String memory,
      List<String> options,
      List<String> conf,
      List<String> words)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
    all.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    all.addAll(List.of("--conf", "spark.driver.bindAddress=127.0.0.1"));
    all.addAll(List.of("--conf", "spark.ui.enabled=false"));
    conf.forEach(setting -> all.addAll(List.of("--conf", setting)));
    all.addAll(List.of("--class", "rllc.jobs.Main", JAR.toString()));
    all.addAll(words);
    return start(log, memory, options, all);
  }

  /** Waits until {@code condition} holds, looking every millisecond. */
  void await(String what, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("it must come to: " + what + "\n" + said());
      }
      Thread.sleep(1);
    }
  }

  /** SIGKILL, without notice. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Its exit status. */
  int status() throws Exception {
    if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it must end, but has written so far: " + said());
    }
    return process.exitValue();
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
