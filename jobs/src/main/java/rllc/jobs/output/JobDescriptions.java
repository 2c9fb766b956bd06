package rllc.jobs.output;

import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;

/**
 * What Spark's own pages show of a run: all its jobs are one group, and each is described by the
 * phase, the step that it is for, and the loss before it. Spark keeps both for the thread that
 * starts the jobs, which is the one that trains.
 */
public final class JobDescriptions implements TrainingListener {
  private final JavaSparkContext context;
  private String phase = "loading";

  /**
   * Begins the group.
   *
   * @param run its name, such as the output folder
   */
  public JobDescriptions(JavaSparkContext context, String run) {
    this.context = context;
    context.setJobGroup("rllc " + run, "rllc " + phase);
  }

  @Override
  public void phase(String name) {
    phase = name;
    describe("start");
  }

  @Override
  public void step(StepRecord step) {
    describe(String.format(Locale.ROOT, "step %d, loss %.6g", step.step() + 1, step.loss()));
  }

  /** What comes after the steps, such as saving. */
  public void begin(String name) {
    phase = name;
    context.setJobDescription("rllc " + name);
  }

  private void describe(String what) {
    context.setJobDescription("rllc " + phase + ": " + what);
  }
}
