package rllc.jobs.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import rllc.jobs.command.Exit;
import rllc.jobs.command.Interruption;
import rllc.jobs.command.JobRunner;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.StepProgress;
import rllc.jobs.output.StudyRecord;
import rllc.jobs.report.Page;
import rllc.jobs.settings.ScaleSettings;

/** Starts Spark with so many executors, again and again; scale.json and scale.html out. */
final class ScaleJob {
  /** The file of the result. */
  static final String RECORD = "scale.json";

  private static final String MASTER = "spark.master";
  private static final int EXECUTOR_MEGABYTES = 1024;

  private final ScaleSettings settings;
  private final Map<String, String> spark;
  private final Map<String, Object> resolved;
  private final OutputFolder folder;
  private final StepProgress progress;

  /**
   * @param spark Spark's own settings
   * @param resolved all settings, for the record
   */
  ScaleJob(
      ScaleSettings settings,
      Map<String, String> spark,
      Map<String, Object> resolved,
      OutputFolder folder,
      StepProgress progress) {
    this.settings = settings;
    this.spark = spark;
    this.resolved = resolved;
    this.folder = folder;
    this.progress = progress;
  }

  /** Runs the job and returns its exit status. */
  int run() {
    StudyRecord.begin(folder, resolved);
    Map<Point, List<Timing>> all = new LinkedHashMap<>();
    for (int executors : settings.executors()) {
      Point.of(settings, executors).forEach(point -> all.put(point, new ArrayList<>()));
    }
    // Repetitions outside: what the machine does meanwhile meets all points alike.
    for (int repetition = 1; repetition <= settings.repetitions(); repetition++) {
      for (int executors : settings.executors()) {
        progress.say("repetition " + repetition + ", " + executors + " executors");
        int status = measure(executors, all);
        if (status != Exit.DONE) {
          return status;
        }
      }
    }
    Map<Point, Timing> measured = new LinkedHashMap<>();
    all.forEach((point, timings) -> measured.put(point, Timing.median(timings)));
    Map<String, Object> record = StudyRecord.of("done", resolved);
    describe(record, new Scaling(measured));
    folder.writeRun(record);
    folder.write("scale.html", Page.ofScaling(record));
    System.out.print(text(record));
    return Exit.DONE;
  }

  private int measure(int executors, Map<Point, List<Timing>> all) {
    Interruption interruption = Interruption.install();
    return JobRunner.run(
        "scale",
        sparkSettings(executors),
        interruption,
        (session, log) -> {
          Gauge gauge = new Gauge(session, settings.steps(), interruption::requested);
          for (Point point : Point.of(settings, executors)) {
            all.get(point).add(gauge.of(point));
          }
          return Exit.DONE;
        });
  }

  /**
   * Processes of this machine if no master is set, threads if it is a local one, else executors of
   * the cluster.
   */
  Map<String, String> sparkSettings(int executors) {
    Map<String, String> conf = new TreeMap<>(spark);
    // Else the first steps would be timed with those that are there already.
    conf.putIfAbsent("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    String master = spark.get(MASTER);
    if (master == null) {
      conf.put(MASTER, "local-cluster[" + executors + ",1," + EXECUTOR_MEGABYTES + "]");
      conf.put("spark.executor.memory", EXECUTOR_MEGABYTES + "m");
      conf.putIfAbsent("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    } else if (master.startsWith("local")) {
      conf.put(MASTER, "local[" + executors + "]");
    } else {
      conf.put("spark.executor.cores", "1");
      conf.put("spark.cores.max", Integer.toString(executors));
      conf.put("spark.executor.instances", Integer.toString(executors));
    }
    return conf;
  }

  private void describe(Map<String, Object> record, Scaling scaling) {
    CostModel model = scaling.model();
    record.put("executorsAre", kind());
    record.put("points", scaling.points());
    record.put("ends", scaling.ends());
    record.put("model", model.fields());
    record.put("heldOut", scaling.heldOut(model));
    record.put("forecast", Scaling.forecast(model));
  }

  private String kind() {
    String master = spark.get(MASTER);
    return master == null
        ? "processes of this machine"
        : master.startsWith("local") ? "threads of this machine" : "executors of " + master;
  }

  private static String text(Map<String, Object> record) {
    StringBuilder text = new StringBuilder();
    line(text, "executors", "rows", "features", "ms a step", "strong", "weak");
    for (Object row : (List<?>) record.get("points")) {
      Map<?, ?> point = (Map<?, ?>) row;
      line(
          text,
          point.get("executors"),
          point.get("rows"),
          point.get("features"),
          number("%.2f", 1e3 * (double) ((Map<?, ?>) point.get("seconds")).get("step")),
          number("%.2f", point.get("strong")),
          number("%.2f", point.get("weak")));
    }
    ((List<?>) record.get("ends")).forEach(end -> text.append(end).append(System.lineSeparator()));
    for (Object row : (List<?>) record.get("heldOut")) {
      double error = (double) ((Map<?, ?>) row).get("error");
      text.append(
          String.format(
              Locale.ROOT, "the model misses a held-out point by %.0f %%%n", 100 * error));
    }
    return text.toString();
  }

  private static String number(String pattern, Object value) {
    return value == null ? "-" : String.format(Locale.ROOT, pattern, value);
  }

  private static void line(StringBuilder text, Object... cells) {
    text.append(String.format("%-10s %12s %10s %10s %7s %7s%n", cells));
  }
}
