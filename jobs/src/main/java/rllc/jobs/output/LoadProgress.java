package rllc.jobs.output;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * What a person sees while tables are read and packed: a line every few seconds with the tasks that
 * are done, their rows, bytes a second and the time left of the pass.
 */
public final class LoadProgress extends SparkListener implements AutoCloseable {
  private static final long LINE_NANOS = 5_000_000_000L;

  private final SparkContext context;
  private final Consumer<String> say;
  private final LongSupplier nanos;
  private final Map<Integer, Pass> passes = new HashMap<>();
  private long lastLine;

  private static final class Pass {
    private final int tasks;
    private final long start;
    private int done;
    private long rows;
    private long bytes;

    Pass(int tasks, long start) {
      this.tasks = tasks;
      this.start = start;
    }
  }

  private LoadProgress(SparkContext context, Consumer<String> say, LongSupplier nanos) {
    this.context = context;
    this.say = say;
    this.nanos = nanos;
    this.lastLine = nanos.getAsLong();
  }

  /** Says its lines until it is closed. */
  public static LoadProgress of(SparkContext context, Consumer<String> say, LongSupplier nanos) {
    LoadProgress progress = new LoadProgress(context, say, nanos);
    context.addSparkListener(progress);
    return progress;
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted stage) {
    passes.put(
        stage.stageInfo().stageId(), new Pass(stage.stageInfo().numTasks(), nanos.getAsLong()));
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    Pass pass = passes.get(end.stageId());
    if (pass == null || end.taskMetrics() == null) {
      return;
    }
    pass.done++;
    pass.rows += end.taskMetrics().inputMetrics().recordsRead();
    pass.bytes += end.taskMetrics().inputMetrics().bytesRead();
    long now = nanos.getAsLong();
    // A short pass after a long one has nothing to tell.
    if (now - Math.max(lastLine, pass.start) > LINE_NANOS && pass.done < pass.tasks) {
      lastLine = now;
      say.accept(line(pass, (now - pass.start) * 1e-9));
    }
  }

  private static String line(Pass pass, double seconds) {
    return String.format(
        Locale.ROOT,
        "loading: %d of %d tasks, %,d rows, %.1f MB/s, about %.0f s left",
        pass.done,
        pass.tasks,
        pass.rows,
        pass.bytes / seconds / 1e6,
        seconds / pass.done * (pass.tasks - pass.done));
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
