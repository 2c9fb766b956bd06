package rllc.jobs.output;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.family.Family;
import rllc.family.Score;
import rllc.jobs.Version;
import rllc.kernel.KernelReport;
import rllc.spark.data.PackedData;
import rllc.spark.data.StoredPrecision;
import rllc.spark.input.LabelCoding;
import rllc.train.diagnosis.Diagnosis;
import rllc.train.objective.StepSeconds;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.StepRecord;
import rllc.train.report.ValidationSummary;

/**
 * run.json: what happened in a run, enough to explain and to repeat it. Filled as the run goes;
 * written at its end.
 */
public final class RunRecord {
  /** The reason while nobody knows better. */
  public static final String RUNNING = "running still, or killed";

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Map<String, Object> kernel = new LinkedHashMap<>();
  private StepSeconds steps = StepSeconds.ZERO;
  private double loadSeconds;
  private double stepSeconds;
  private double saveSeconds;
  private double metricSeconds;

  /**
   * @param settings all, resolved
   */
  public RunRecord(Map<String, Object> settings) {
    for (String field :
        new String[] {
          "status",
          "reason",
          "diagnosis",
          "steps",
          "passes",
          "objective",
          "gradNorm",
          "seconds",
          "test",
          "train",
          "validation",
          "kernel",
          "data",
          "optimizer"
        }) {
      fields.put(field, null);
    }
    fields.put("settings", settings);
  }

  /**
   * @param packed whether a folder of packed blocks was reused or written
   * @param read how the files were read, where they were
   */
  public void data(
      PackedData data,
      Family family,
      LabelCoding labels,
      long testRows,
      Optional<String> packed,
      Optional<Map<String, Object>> read) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", data.rows());
    map.put("features", data.features());
    map.put("nonZeros", data.nonZeros());
    map.put("family", family.text());
    map.put("labels", labels.values());
    map.put("testRows", testRows);
    map.put("badRows", data.skippedRows());
    map.put("shards", data.shards());
    map.put("fingerprint", data.fingerprint());
    map.put("packed", packed.orElse(null));
    map.put("read", read.orElse(null));
    fields.put("data", map);
  }

  /** The kernels of the driver. */
  public void kernel(KernelReport driver) {
    kernel.putAll(KernelPromise.fields(driver));
    fields.put("kernel", kernel);
  }

  /** The kernels that the executors have used, and the bits that this promises. */
  public void kernels(KernelPromise promise) {
    kernel.put("executors", promise.executors().stream().map(KernelPromise::fields).toList());
    kernel.put("bits", promise.text());
  }

  /** How the training rows are stored. */
  public void precision(StoredPrecision stored) {
    kernel.put("precision", stored.precision().name().toLowerCase(java.util.Locale.ROOT));
    kernel.put("precisionReason", stored.reason());
  }

  /** One step taken: its time, and where the run stands should it break off. */
  public void step(StepRecord step) {
    steps = steps.plus(step.seconds());
    stand(step, step.step() + 1);
  }

  private void stand(StepRecord point, int taken) {
    fields.put("steps", taken);
    fields.put("passes", point.passes());
    fields.put("objective", HistoryWriter.finite(point.loss()));
    fields.put("gradNorm", HistoryWriter.finite(point.gradNorm()));
  }

  public void loaded(double seconds) {
    loadSeconds = seconds;
  }

  public void trained(double seconds) {
    stepSeconds = seconds;
  }

  public void saved(double seconds) {
    saveSeconds = seconds;
  }

  /** Seconds of metrics and diagnosis. */
  public void scored(double seconds) {
    metricSeconds = seconds;
  }

  /** The last point of the run. */
  public void end(StepRecord last) {
    stand(last, last.step());
    steps = steps.plus(last.seconds());
  }

  /**
   * A path of penalties.
   *
   * @param table which was picked and why, and a row for each
   * @param spent where its seconds went
   */
  public void path(Map<String, Object> table, StepSeconds spent) {
    fields.put("path", table);
    steps = steps.plus(spent);
  }

  public void optimizer(OptimizerInfo info) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("preset", info.preset());
    map.put("reason", info.reason());
    map.put("c1", orNull(info.c1()));
    map.put("c2", orNull(info.c2()));
    map.put("units", info.units());
    map.put("vectors", info.vectors());
    fields.put("optimizer", map);
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** {@code train} or {@code test}. */
  public void metrics(String part, Map<String, Double> metrics) {
    fields.put(part, JsonFiles.finite(metrics));
  }

  /**
   * What decided which model was kept.
   *
   * @param metrics of the kept model on the validation rows
   */
  public void validation(
      long rows, Score score, ValidationSummary summary, Map<String, Double> metrics) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", rows);
    map.put("metric", score.key());
    map.put("best", HistoryWriter.finite(summary.best()));
    map.put("step", summary.step());
    map.put("scored", summary.scored());
    map.put("seconds", summary.seconds());
    map.put("metrics", JsonFiles.finite(metrics));
    fields.put("validation", map);
  }

  /** What is wrong with the run or its data; none for a healthy run. */
  public void diagnosis(List<Diagnosis> found) {
    fields.put("diagnosis", found.stream().map(RunRecord::fields).toList());
  }

  private static Map<String, Object> fields(Diagnosis diagnosis) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sign", diagnosis.sign());
    map.put("finding", diagnosis.finding());
    map.put("quantity", diagnosis.quantity());
    map.put("value", HistoryWriter.finite(diagnosis.value()));
    map.put("setting", diagnosis.setting());
    map.put("remedy", diagnosis.remedy());
    return map;
  }

  public void status(String status, String reason) {
    fields.put("status", status);
    fields.put("reason", reason);
  }

  /** All fields, with the total time and the versions. */
  public Map<String, Object> finish(double totalSeconds) {
    Map<String, Object> seconds = new LinkedHashMap<>();
    seconds.put("total", totalSeconds);
    seconds.put("load", loadSeconds);
    seconds.put("steps", stepSeconds);
    seconds.put("save", saveSeconds);
    seconds.put("metrics", metricSeconds);
    seconds.putAll(HistoryWriter.seconds(steps));
    fields.put("seconds", seconds);
    fields.put("versions", Version.all());
    fields.put("peakMemoryBytes", peakMemory());
    return fields;
  }

  /** The fields as they stand. */
  public Map<String, Object> fields() {
    return fields;
  }

  /**
   * The most memory that this process held, as Linux counts it; elsewhere the sum of the JVM's
   * pools.
   */
  private static long peakMemory() {
    Path status = Path.of("/proc/self/status");
    try {
      for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
        .sum();
  }
}
