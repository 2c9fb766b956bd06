package rllc.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rllc.jobs.command.Exit;
import rllc.jobs.command.JobRunner;
import rllc.jobs.output.HistoryFollower;
import rllc.jobs.output.StepProgress;

/** {@code watch}: needs no Spark. */
@Command(
    name = "watch",
    description = "Follows a training from another terminal, step by step, until it ends.",
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 500;

  @Parameters(paramLabel = "OUT", description = "The output folder of a training.")
  private String out;

  @Option(names = "--quiet", description = "Nothing on standard error.")
  private boolean quiet;

  @Override
  public Integer call() {
    return JobRunner.checked(this::watch);
  }

  private int watch() {
    HistoryFollower run = new HistoryFollower(out, new Configuration());
    StepProgress progress = new StepProgress(quiet);
    boolean waiting = false;
    while (true) {
      // The record first: what is written before it ends is seen by this look, not lost.
      Optional<JsonNode> record = run.record();
      boolean ended = record.isPresent() && !run.mayBeRunning(record.get());
      run.steps().forEach(WatchCommand::print);
      if (ended) {
        return end(record.get());
      }
      if (record.isEmpty() && !waiting) {
        waiting = true;
        progress.say("waiting for a run in " + out + ": none is there, or it is still loading");
      }
      if (!paused()) {
        return Exit.INTERRUPTED;
      }
    }
  }

  private static boolean paused() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** JSON has null where a number is none. */
  private static double number(JsonNode step, String field) {
    return step.path(field).asDouble(Double.NaN);
  }

  private static void print(JsonNode step) {
    System.out.println(
        "step "
            + step.path("step").asInt()
            + "  "
            + StepProgress.text(
                number(step, "loss"),
                number(step, "gradNorm"),
                number(step, "passes"),
                number(step, "validation")));
  }

  private static int end(JsonNode record) {
    String status = record.path("status").asText();
    System.out.printf("status     %s (%s)%n", status, record.path("reason").asText());
    return Exit.of(status);
  }
}
