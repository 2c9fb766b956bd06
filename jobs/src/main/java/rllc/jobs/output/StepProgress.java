package rllc.jobs.output;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;

/**
 * What a person sees of a run on standard error: a bar with step, loss, gradient norm, passes and
 * the time left; without a terminal a plain line every few seconds; with {@code --quiet} nothing.
 */
public final class StepProgress implements TrainingListener, AutoCloseable {
  private static final long PLAIN_LINE_NANOS = 5_000_000_000L;

  private final boolean quiet;
  private ProgressBar bar;
  private int maxSteps;
  private long lastLine;

  public StepProgress(boolean quiet) {
    this.quiet = quiet;
  }

  /** Says what the run is doing before its first step. */
  public void say(String line) {
    if (!quiet) {
      System.err.println(line);
    }
  }

  /** Says what nobody may miss, {@code --quiet} or not. */
  public void warn(String line) {
    System.err.println("rllc: WARN: " + line);
  }

  /** Steps begin; there will be at most {@code maxSteps}. */
  public void begin(int steps) {
    maxSteps = steps;
    lastLine = System.nanoTime();
    if (!quiet && System.console() != null) {
      bar =
          new ProgressBarBuilder()
              // No name: a line of 80 columns has room for the numbers.
              .setTaskName("")
              .setInitialMax(steps == Integer.MAX_VALUE ? -1 : steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }
  }

  @Override
  public void step(StepRecord step) {
    String text = text(step);
    if (bar != null) {
      bar.stepTo(step.step() + 1L);
      bar.setExtraMessage(" " + text);
    } else if (System.nanoTime() - lastLine > PLAIN_LINE_NANOS) {
      lastLine = System.nanoTime();
      String most = maxSteps == Integer.MAX_VALUE ? "" : " of at most " + maxSteps;
      say("step " + step.step() + most + "  " + text);
    }
  }

  private static String text(StepRecord step) {
    return text(step.loss(), step.gradNorm(), step.passes(), step.validation());
  }

  /** A step's numbers for people; {@code validation} is NaN where there is none. */
  public static String text(double loss, double gradNorm, double passes, double validation) {
    String text =
        String.format(Locale.ROOT, "loss %.6g |g| %.1e %.0f passes", loss, gradNorm, passes);
    return Double.isNaN(validation)
        ? text
        : text + String.format(Locale.ROOT, " validation %.6g", validation);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
