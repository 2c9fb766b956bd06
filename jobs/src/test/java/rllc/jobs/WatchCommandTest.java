package rllc.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rllc.jobs.CommandLine.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rllc.jobs.CommandLine.Outcome;
import rllc.jobs.command.Exit;
import rllc.jobs.output.RunRecord;

@Timeout(60)
class WatchCommandTest {
  private static final String STEP =
      "{\"step\":%d,\"passes\":%d.0,\"loss\":0.5,\"gradNorm\":1.0E-3,\"validation\":null}";

  @TempDir private Path folder;

  private void record(String status, String reason, long process) throws Exception {
    String text =
        String.format(
            "{\"status\":\"%s\",\"reason\":\"%s\",\"writer\":\"process %d, 7\"}",
            status, reason, process);
    Files.writeString(folder.resolve("run.json.part"), text);
    Files.move(
        folder.resolve("run.json.part"),
        folder.resolve("run.json"),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private void history(String text) throws Exception {
    Files.writeString(
        folder.resolve("history.jsonl"),
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void aFinishedRunIsToldFromItsFirstStepToItsEnd() throws Exception {
    history(String.format(STEP, 0, 1) + "\n" + String.format(STEP, 1, 2) + "\n");
    record("converged", "the gradient is small", 1);
    Outcome outcome = run("watch", folder.toString());
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals(
        "step 0  loss 0.500000 |g| 1.0e-03 1 passes\n"
            + "step 1  loss 0.500000 |g| 1.0e-03 2 passes\n"
            + "status     converged (the gradient is small)\n",
        outcome.out());
  }

  @Test
  void aRunningOneIsFollowedLineByLine() throws Exception {
    record("interrupted", RunRecord.RUNNING, ProcessHandle.current().pid());
    String second = String.format(STEP, 1, 2) + "\n";
    history(String.format(STEP, 0, 1) + "\n" + second.substring(0, 9));
    CompletableFuture<Outcome> watching =
        CompletableFuture.supplyAsync(() -> run("watch", folder.toString()));
    Thread.sleep(1200);
    assertTrue(!watching.isDone(), "the run goes on");
    history(second.substring(9));
    record("diverged", "the loss is not finite", ProcessHandle.current().pid());
    Outcome outcome = watching.join();
    assertEquals(Exit.TRAINING_FAILED, outcome.status());
    assertEquals(3, outcome.out().lines().count(), outcome.out());
    assertTrue(outcome.out().contains("step 1  loss"), outcome.out());
  }

  @Test
  void aKilledOneIsNotWaitedFor() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    record("interrupted", RunRecord.RUNNING, gone.pid());
    Outcome outcome = run("watch", folder.toString());
    assertEquals(Exit.INTERRUPTED, outcome.status());
    assertEquals("status     interrupted (" + RunRecord.RUNNING + ")\n", outcome.out());
  }

  @Test
  void aFolderIsNeeded() {
    assertEquals(2, run("watch").status());
    CommandLine.assertOneLine("`OUT` must be the folder of a run, got a:b", run("watch", "a:b"));
  }
}
