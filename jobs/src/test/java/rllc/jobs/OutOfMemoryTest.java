package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.command.Exit;
import rllc.jobs.command.Interruption;
import rllc.jobs.command.JobRunner;

/** Memory that runs out anywhere in the driver is told as what it is. */
@Timeout(300)
class OutOfMemoryTest {
  @TempDir private Path folder;

  private static void assertToldAsWhatItIs(ChildRun run) throws Exception {
    assertEquals(Exit.TRAINING_FAILED, run.status(), run.errors());
    List<String> lines =
        run.errors().lines().filter(line -> !line.matches("reading .*|.* is csv with .*")).toList();
    assertEquals(1, lines.size(), run.errors());
    assertTrue(lines.get(0).startsWith("rllc: out of memory"), run.errors());
    assertTrue(lines.get(0).contains("spark.driver.memory"), run.errors());
  }

  @Test
  void aModelThatTheDriverCannotHoldIsRefusedBeforeAPass() throws Exception {
    Path rows = Files.writeString(folder.resolve("wide.svm"), "1 7:1\n0 2000000000:1\n1 9:1\n");
    Path out = folder.resolve("out");
    CommandLine.Outcome outcome = CommandLine.train("data.path=" + rows, "out=" + out);
    assertEquals(Exit.WRONG_SETTING, outcome.status(), outcome.err());
    CommandLine.assertOneLine("`spark.driver.memory` must be at least ", outcome);
    assertFalse(Files.exists(out), "nothing may be written");
  }

  @Test
  void inATask() throws Exception {
    Path rows = Files.writeString(folder.resolve("rows.csv"), "a,label\n1,0\n2,1\n3,0\n4,1\n");
    String query = "SELECT array_repeat(a + 0.5D, 200000000) AS features, label FROM data";
    assertToldAsWhatItIs(
        ChildRun.start(
            folder,
            List.of("-Xmx600m"),
            "train",
            "data.path=" + rows,
            "data.query=" + query,
            "out=" + folder.resolve("out")));
  }

  @Test
  void inAThreadWithoutWhichTheRunWouldWaitForEver() throws Exception {
    assertToldAsWhatItIs(ChildRun.start(folder, List.of(), LosesAThread.class));
  }

  /** A job that never ends, and a thread that does. */
  static final class LosesAThread {
    private LosesAThread() {}

    public static void main(String[] arguments) {
      int status =
          JobRunner.run(
              "test",
              Map.of("spark.ui.enabled", "false", "spark.driver.host", "127.0.0.1"),
              Interruption.install(),
              (spark, log) -> {
                Runnable dies =
                    () -> {
                      throw new OutOfMemoryError("Java heap space");
                    };
                new Thread(dies).start();
                return spark.range(1_000_000_000_000_000L).repartition(2).count() > 0 ? 0 : 1;
              });
      System.exit(status);
    }
  }
}
