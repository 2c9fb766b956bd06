package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.kernel.JvmOptions;

/** The command that {@code jobs/rllc} executes, and what it refuses before a Spark starts. */
class LaunchTest {
  private static final File TARGET = new File("/j/target");

  private static List<String> embedded(String... words) {
    return new Launch(TARGET, "/a.jsa", Optional.empty()).command(List.of(words));
  }

  private static boolean hasConf(List<String> command, String setting) {
    return command.contains(setting) && command.get(command.indexOf(setting) - 1).equals("--conf");
  }

  @Test
  void embeddedSparkRunsOurJarThroughSparkSubmit() {
    List<String> command = embedded("train", "data.path=/a/b c", "spark.driver.memory=2g");
    assertTrue(command.contains("-Xmx2g"));
    assertTrue(command.contains("org.apache.spark.deploy.SparkSubmit"));
    assertTrue(hasConf(command, "spark.master=local[*]"));
    assertTrue(hasConf(command, "spark.driver.memory=2g"));
    assertTrue(hasConf(command, "spark.ui.enabled=false"));
    assertEquals("data.path=/a/b c", command.get(command.indexOf("train") + 1));
    assertEquals("spark-internal", command.get(command.indexOf("train") - 1));
    assertTrue(command.contains("/j/target/spark/jars/*:/j/target/rllc-jobs.jar"));
    assertTrue(command.contains("-XX:SharedArchiveFile=/a.jsa"));
  }

  @Test
  void aClusterGetsOurJar() {
    List<String> command = embedded("train", "data.path=x", "spark.master=spark://h:7077");
    assertEquals("/j/target/rllc-jobs.jar", command.get(command.indexOf("train") - 1));
  }

  /**
   * Of Spark's own options all but the incubating vector module: the JVM would warn of it on the
   * screen, and nothing of ours uses it.
   */
  @Test
  void everyJvmHasSparksOptions() throws Exception {
    List<String> options = Files.readAllLines(Path.of("jvm.options"));
    List<String> sparks =
        Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
            .filter(option -> !option.startsWith("--add-modules"))
            .toList();
    assertTrue(options.containsAll(sparks), sparks.toString());
  }

  @Test
  void sparkHomeRunsItsOwnSubmit() {
    List<String> command =
        new Launch(TARGET, "/a.jsa", Optional.of("/opt/spark"))
            .command(List.of("train", "data.path=x", "spark.master=spark://h:7077"));
    assertTrue(command.contains("/opt/spark/bin/spark-submit"));
    assertTrue(hasConf(command, "spark.master=spark://h:7077"));
    assertFalse(command.contains("SPARK_LOCAL_IP=127.0.0.1"), "only for local masters");
  }

  /** Whether the words of an option string, or of a command, tell the JVM what kernels need. */
  private static void assertGcLocker(List<String> words) {
    int at = words.indexOf(JvmOptions.GC_LOCKER.get(0));
    assertTrue(at >= 0, words::toString);
    assertEquals(JvmOptions.GC_LOCKER, words.subList(at, at + JvmOptions.GC_LOCKER.size()));
  }

  private static List<String> options(List<String> command, String key) {
    String conf = command.stream().filter(w -> w.startsWith(key + "=")).findFirst().orElseThrow();
    return List.of(conf.substring(key.length() + 1).split(" "));
  }

  /** The JVM of Spark's own scripts, and every executor, gets its options from Spark. */
  @Test
  void everyComputingJvmGetsTheOptionsOfTheKernels() throws Exception {
    List<String> embedded = Files.readAllLines(Path.of("jvm.options"));
    assertGcLocker(embedded);
    // A JVM without these options must start all the same.
    assertTrue(embedded.contains("-XX:+IgnoreUnrecognizedVMOptions"));
    for (String master : List.of("local[2]", "spark://h:7077")) {
      List<String> words = List.of("train", "data.path=x", "spark.master=" + master);
      assertGcLocker(
          options(
              new Launch(TARGET, "/a.jsa", Optional.of("/opt/spark")).command(words),
              "spark.driver.extraJavaOptions"));
    }
    assertGcLocker(
        options(
            embedded("train", "data.path=x", "spark.master=spark://h:7077"),
            "spark.executor.extraJavaOptions"));
  }

  @Test
  void optionsOfTheUserStandBehindOurs() {
    List<String> options =
        options(
            embedded(
                "train",
                "data.path=x",
                "spark.master=spark://h:7077",
                "spark.executor.extraJavaOptions=-Xss320k"),
            "spark.executor.extraJavaOptions");
    assertGcLocker(options);
    assertEquals("-Xss320k", options.get(options.size() - 1));
  }

  @Test
  void informationAndHelpNeedNoSpark() {
    for (String word : new String[] {"info", "--help", "--version", "trian"}) {
      assertTrue(embedded(word).contains("rllc.jobs.Main"), word);
    }
    assertFalse(embedded("train", "--help").contains("org.apache.spark.deploy.SparkSubmit"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.master=banana | `spark.master` must be local[N], spark://HOST:PORT, yarn or k8s://URL, got banana",
        "spark.master=local[0] | `spark.master` must be local[N], spark://HOST:PORT, yarn or k8s://URL, got local[0]",
        "spark.driver.memory=4gb | `spark.driver.memory` must be a size such as 4g, got 4gb",
        "model.regParam=-1 | `model.regParam` must be finite and at least 0, got -1.0",
        "--foo | Unknown option: '--foo'"
      })
  void wrongValuesAreRefusedBeforeSparkStarts(String word, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> embedded("train", "data.path=x", word));
    assertEquals(message, e.getMessage());
  }
}
