package rllc.ml;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.util.HasTrainingSummary;
import rllc.kernel.KernelReport;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.report.ValidationSummary;

/**
 * How a model was trained: what Spark's own training summary has no place for. A model is of
 * Spark's class and so is its summary; this record is kept beside that summary, for as long as
 * somebody holds it.
 *
 * @param steps all steps, in order
 * @param last an evaluation at the end, without a step
 * @param stop why the training ended
 * @param optimizer what ran, and why {@code auto} chose it
 * @param validation what the validation rows have shown, if there were any
 * @param kernels that the executors have used, each that differs
 */
public record RllcSummary(
    List<StepRecord> steps,
    StepRecord last,
    StopReason stop,
    OptimizerInfo optimizer,
    Optional<ValidationSummary> validation,
    List<KernelReport> kernels) {
  /**
   * By identity: Spark's summaries compare by it. A summary that nobody holds takes its own away.
   */
  private static final Map<Object, RllcSummary> KEPT =
      Collections.synchronizedMap(new WeakHashMap<>());

  public RllcSummary {
    steps = List.copyOf(steps);
    kernels = List.copyOf(kernels);
  }

  /**
   * How {@code model} was trained; empty if an estimator of Spark's did, or it was loaded.
   *
   * @param model one of Spark's, or a copy of it
   */
  public static Optional<RllcSummary> of(Model<?> model) {
    return model instanceof HasTrainingSummary<?> summarised && summarised.hasSummary()
        ? Optional.ofNullable(KEPT.get(summarised.summary()))
        : Optional.empty();
  }

  /** Keeps this beside Spark's summary. */
  void keepBeside(Object summary) {
    KEPT.put(summary, this);
  }

  /** The objective before each step and at the end. */
  public double[] objectiveHistory() {
    return DoubleStream.concat(
            steps.stream().mapToDouble(StepRecord::loss), DoubleStream.of(last.loss()))
        .toArray();
  }

  /** The learning law of each step, one number a memory unit; rows of 0 if there is none. */
  public double[][] law() {
    return steps.stream().map(StepRecord::law).toArray(double[][]::new);
  }

  /** Rows touched / rows of the data. */
  public double passes() {
    return last.passes();
  }

  /** The wall-clock seconds of all steps, and what they went to: kernel, combine, ... */
  public Map<String, Double> seconds() {
    var parts = last.seconds();
    for (StepRecord step : steps) {
      parts = parts.plus(step.seconds());
    }
    return Map.of(
        "total", last.elapsed(),
        "kernel", parts.kernel(),
        "combine", parts.combine(),
        "broadcast", parts.broadcast(),
        "driver", parts.driver());
  }
}
