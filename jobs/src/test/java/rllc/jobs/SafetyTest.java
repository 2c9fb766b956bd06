package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run may not tell, leave behind or do, on a machine that several people use. */
class SafetyTest {
  private static final List<String> SECRETS =
      List.of(
          "spark.hadoop.fs.s3a.secret.key=hush-one",
          "spark.hadoop.fs.s3a.access.key=hush-two",
          "spark.hadoop.fs.s3a.session.token=hush-three",
          "spark.hadoop.fs.azure.account.key.me.net=hush-four",
          "spark.ssl.keyPassword=hush-five",
          "spark.executorEnv.DATABASE_PWD=hush-six",
          "spark.hadoop.some.proxy=http://me:hush-seven@proxy",
          "spark.executor.extraJavaOptions=-Djavax.net.ssl.trustStorePassword=hush-eight");

  @TempDir private static Path folder;
  private static String table;

  @BeforeAll
  static void data() throws Exception {
    LibraryLogging.netlib();
    table = CommandLine.table(folder);
  }

  private static List<String> run(Path out) {
    return new ArrayList<>(
        List.of(
            "data.path=" + table,
            "data.formula=label ~ x + colour",
            "stop.maxSteps=2",
            "model.regParam=1",
            "checkpoint.everySteps=1",
            "data.packed=" + out + "-packed",
            "out=" + out));
  }

  private static List<Path> files(Path... folders) throws Exception {
    List<Path> all = new ArrayList<>();
    for (Path at : folders) {
      try (Stream<Path> found = Files.walk(at)) {
        found.forEach(all::add);
      }
    }
    return all;
  }

  @Test
  void secretsAreInNoFileAndOnNoScreen() throws Exception {
    Path out = folder.resolve("secret");
    List<String> settings = run(out);
    settings.addAll(SECRETS);
    CommandLine.Outcome outcome = CommandLine.train(settings.toArray(String[]::new));
    assertEquals(0, outcome.status(), outcome.err());
    assertFalse((outcome.out() + outcome.err()).contains("hush"), outcome.err());
    List<Path> files = files(out, Path.of(out + "-packed"));
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("hush"), file + " tells a secret");
      }
    }
    assertTrue(files.contains(out.resolve("run.json")) && files.contains(out.resolve("spark.log")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[hush", "{hush", "\"hush"})
  void aSecretThatIsNoHoconIsNotTold(String value) {
    CommandLine.Outcome outcome =
        CommandLine.train("data.path=" + table, "spark.hadoop.fs.s3a.secret.key=" + value);
    assertEquals(2, outcome.status(), outcome.err());
    assertEquals(
        "rllc: `spark.hadoop.fs.s3a.secret.key` must be key=value: its value is no HOCON\n",
        outcome.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP VIEW data",
        "CREATE TABLE t AS SELECT * FROM data",
        "SET spark.sql.shuffle.partitions=7",
        "SELECT * FROM data; DROP VIEW data",
        "SELECT * FROM data) SELECT 1; DROP VIEW data; WITH y AS (SELECT 1",
        "INSERT OVERWRITE DIRECTORY '/tmp/x' USING csv SELECT * FROM data",
        "ADD JAR '/tmp/x.jar'"
      })
  void onlyAQueryIsRun(String statement) {
    Path out = folder.resolve("query");
    CommandLine.Outcome outcome =
        CommandLine.train("data.path=" + table, "data.query=" + statement, "out=" + out);
    assertEquals(2, outcome.status(), outcome.err());
    CommandLine.assertOneLine("`data.query` must be a query, SELECT or WITH", outcome);
    assertFalse(Files.exists(out));
  }

  /** Also: no temporary file and no native library of ours stays behind. */
  @ParameterizedTest
  @ValueSource(strings = {"077", "022"})
  void filesHaveTheRightsThatTheUmaskLeaves(String umask) throws Exception {
    Path its = Files.createDirectories(folder.resolve("umask" + umask));
    Path tmp = Files.createDirectories(its.resolve("tmp"));
    Path out = its.resolve("out");
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "umask " + umask + "; exec \"$@\""));
    command.addAll(
        List.of("bash", Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.removeIf(word -> word.startsWith("-javaagent"));
    command.addAll(
        List.of("-Djava.io.tmpdir=" + tmp, "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "train", "--quiet", "spark.master=local[1]"));
    command.addAll(List.of("spark.ui.enabled=false", "spark.driver.host=127.0.0.1"));
    command.addAll(run(out));
    Path log = its.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    int status = builder.redirectOutput(log.toFile()).start().waitFor();
    assertEquals(0, status, Files.readString(log));
    for (Path file : files(out, Path.of(out + "-packed"))) {
      String full = Files.isDirectory(file) ? "rwx" : "rw-";
      String others = umask.equals("077") ? "------" : full.replace("w", "-").repeat(2);
      String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      assertEquals(full + others, rights, file.toString());
    }
    List<Path> left = files(tmp);
    left.removeIf(file -> file.toString().contains("hsperfdata") || file.equals(tmp));
    assertEquals(List.of(), left, "nothing stays behind");
  }
}
