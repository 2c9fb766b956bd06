package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

@Timeout(300)
class JobRunnerTest {
  @TempDir private Path folder;

  @Test
  void whatAnInterruptedJobThrewIsInTheLog() throws Exception {
    Path log = folder.resolve("spark.log");
    ChildRun run = ChildRun.start(folder, List.of(), FailsWhenInterrupted.class, log.toString());
    assertEquals(Exit.INTERRUPTED, run.status(), run.errors());
    assertEquals("rllc: interrupted", run.errors().strip());
    assertTrue(Files.readString(log).contains("the disk is full"), Files.readString(log));
  }

  /** Is told to end, and fails of something else meanwhile. */
  static final class FailsWhenInterrupted {
    private FailsWhenInterrupted() {}

    public static void main(String[] arguments) {
      Interruption interruption = Interruption.install();
      int status =
          JobRunner.run(
              "test",
              Map.of("spark.ui.enabled", "false", "spark.driver.host", "127.0.0.1"),
              interruption,
              (spark, log) -> {
                log.moveTo(Path.of(arguments[0]));
                new Thread(() -> System.exit(Exit.INTERRUPTED)).start();
                while (!interruption.requested()) {
                  Thread.sleep(10);
                }
                throw new IllegalStateException("the disk is full");
              });
      System.exit(status);
    }
  }
}
