package rllc.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.checkpoint.Checkpoints;
import rllc.jobs.command.ErrorLine;
import rllc.jobs.command.Interruption;
import rllc.jobs.output.HistoryWriter;
import rllc.jobs.output.JobDescriptions;
import rllc.jobs.output.KernelPromise;
import rllc.jobs.output.LoadingRecord;
import rllc.jobs.output.MlflowListener;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.RunRecord;
import rllc.jobs.output.SparkLog;
import rllc.jobs.output.StepProgress;
import rllc.jobs.path.PathTable;
import rllc.jobs.path.PathTraining;
import rllc.jobs.report.LivePage;
import rllc.jobs.report.Page;
import rllc.jobs.report.ThinnedHistory;
import rllc.jobs.rows.PackedFolder;
import rllc.jobs.rows.RowLoader;
import rllc.jobs.rows.TrainingRows;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.settings.PenaltyPath;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelReport;
import rllc.ml.SparkModels;
import rllc.ml.files.ModelFiles;
import rllc.settings.TrainingSettings;
import rllc.spark.FitOrigin;
import rllc.spark.LinearFit;
import rllc.spark.data.PackedData;
import rllc.spark.input.Labels;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.run.RunControl;

/** Trains one model: tables in; model, run.json and history.jsonl out. */
final class TrainJob {
  /** After these a run has nothing more to do, whatever its limits. */
  private static final List<String> ENDS = List.of("converged", "target-loss", "early-stopped");

  private final JobSettings settings;
  private final OutputFolder folder;
  private final Optional<PackedFolder> packed;
  private final SparkLog log;
  private final StepProgress progress;
  private final Interruption interruption;
  private final boolean resumes;
  private final RunRecord record;
  private final ThinnedHistory trace = new ThinnedHistory();
  private final Map<String, Object> facts = new HashMap<>();
  private JobDescriptions descriptions;
  private final long start = System.nanoTime();

  TrainJob(
      JobSettings settings,
      OutputFolder folder,
      Optional<PackedFolder> packed,
      SparkLog log,
      StepProgress progress,
      Interruption interruption,
      boolean resumes) {
    this.settings = settings;
    this.folder = folder;
    this.packed = packed;
    this.log = log;
    this.progress = progress;
    this.interruption = interruption;
    this.resumes = resumes;
    this.record = new RunRecord(settings.resolved());
  }

  /**
   * Runs the job.
   *
   * @return the run record as written to run.json
   */
  Map<String, Object> run(SparkSession spark) {
    descriptions =
        new JobDescriptions(
            JavaSparkContext.fromSparkContext(spark.sparkContext()), folder.display());
    record.kernel(driverKernels());
    LoadingRecord loading = new LoadingRecord(folder, record);
    if (settings.checkpoint().isOn()) {
      loading.begin(elapsed());
    }
    RowLoader loader = new RowLoader(settings, progress, Version.rllc());
    try (TrainingRows rows = loader.load(spark, packed).as(settings.training().run().precision())) {
      describe(rows, loader.packed());
      train(rows, loading);
    } catch (Throwable e) {
      // Throwable: Spark's Scala code throws checked ones undeclared, and memory may run out.
      loading.broken(interruption.requested(), elapsed());
      throw e;
    }
    return record.fields();
  }

  private KernelReport driverKernels() {
    KernelChoice choice = KernelChoice.of(settings.training().run().kernel());
    return new KernelReport(choice.kernels().use(), choice.kernels().isa(), choice.reason());
  }

  private void describe(TrainingRows rows, Optional<String> packedUse) {
    PackedData train = rows.train().rows();
    record.precision(train.precision());
    record.loaded(elapsed());
    Labels labels = rows.labels();
    record.data(
        train,
        labels.family(),
        labels.coding(),
        rows.test().map(PackedData::rows).orElse(0L),
        packedUse,
        rows.readFields());
  }

  private void train(TrainingRows rows, LoadingRecord loading) {
    PackedData train = rows.train().rows();
    Checkpoints states = Checkpoints.of(settings, folder, train, resumes);
    Optional<Checkpoints.Origin> origin = states.origin(progress::warn);
    List<String> earlier = origin.isPresent() ? folder.lines("history.jsonl") : List.of();
    loading.end();
    if (origin.isPresent()) {
      folder.claimKeeping(Checkpoints.FOLDER);
      progress.say("going on after step " + origin.get().steps());
    } else {
      folder.claim();
    }
    // Before the first step: a run that is killed leaves a folder that is known to be ours.
    record.status("interrupted", RunRecord.RUNNING);
    folder.beginRun(record.finish(elapsed()));
    log.moveInto(folder, "spark.log");
    progress.say(
        String.format("training on %,d rows x %,d features", train.rows(), train.features()));
    recordingFailure(() -> fitAndSave(rows, states, origin, earlier), states);
    folder.writeRun(record.finish(elapsed()));
    folder.write("report.html", Page.ofRun(record.fields(), trace, facts));
  }

  private void fitAndSave(
      TrainingRows rows,
      Checkpoints states,
      Optional<Checkpoints.Origin> origin,
      List<String> earlier) {
    LinearFit fit;
    TrainingSettings its = settings.training();
    if (settings.path().isPresent()) {
      PathTraining.Trained path = path(rows, settings.path().get());
      fit = path.fit();
      its = path.settings().get(path.picked());
    } else {
      fit = fit(rows, states, origin, earlier);
    }
    KernelPromise kernels = new KernelPromise(driverKernels(), fit.kernels());
    record.kernels(kernels);
    kernels.warning().ifPresent(progress::warn);
    record.optimizer(fit.optimizer());
    descriptions.begin("saving and judging the model");
    record.end(fit.last());
    if (fit.validation().isEmpty()) {
      // Else it is the best point and not the last one.
      trace.end(fit.last());
    }
    if (fit.stop().hasModel()) {
      save(fit, rows);
    }
    facts.putAll(new FitReview(its, record).of(fit, rows, trace.steps()));
    record.status(fit.stop().status(), fit.stop().text());
    if (ENDS.contains(fit.stop().status())) {
      states.clear();
    } else {
      states.keepLast();
    }
  }

  /** A run that breaks off in its midst leaves its record too, and its last state. */
  private void recordingFailure(Runnable work, Checkpoints states) {
    try {
      work.run();
    } catch (Throwable e) {
      // Throwable: Spark's Scala code throws checked ones undeclared, and memory may run out.
      boolean interrupted = interruption.requested();
      String failure = ErrorLine.of(interruption.lost().orElse(e));
      String what = interrupted ? "interrupted from outside" : failure;
      record.status(interrupted ? "interrupted" : "failed", what);
      try {
        states.keepLast();
      } finally {
        folder.writeRun(record.finish(elapsed()));
      }
      throw e;
    }
  }

  /** The history is that of the fit that is picked. */
  private PathTraining.Trained path(TrainingRows rows, PenaltyPath penalties) {
    long begin = System.nanoTime();
    PathTraining.Trained path =
        new PathTraining(settings.training(), penalties, progress, interruption::requested)
            .of(rows);
    record.trained(since(begin));
    try (HistoryWriter history = new HistoryWriter(folder.create("history.jsonl"))) {
      for (StepRecord step : path.steps().get(path.picked())) {
        history.step(step);
        trace.step(step);
      }
    }
    PathTable table = new PathTable(path, penalties, rows.train().rows());
    record.path(table.record(), path.path().seconds());
    Map<String, Object> file = table.file();
    folder.write("path.json", file);
    facts.put("path", file.get("coefficients"));
    return path;
  }

  private LinearFit fit(
      TrainingRows rows,
      Checkpoints states,
      Optional<Checkpoints.Origin> origin,
      List<String> earlier) {
    long begin = System.nanoTime();
    try (HistoryWriter history = new HistoryWriter(folder.create("history.jsonl"))) {
      origin.ifPresent(from -> history.earlier(earlier, from.steps()));
      progress.begin(settings.training().stop().maxSteps());
      List<TrainingListener> listeners =
          Stream.concat(
                  Stream.of(
                      TrainingListener.ofSteps(record::step),
                      history,
                      progress,
                      descriptions,
                      trace,
                      new LivePage(System::nanoTime, this::writePageWhileRunning),
                      states.writer(interruption::requested, progress::warn)),
                  MlflowListener.of(settings, folder).stream())
              .toList();
      RunControl control =
          new RunControl(listeners, interruption::requested, System::nanoTime, progress::warn);
      return LinearFit.fit(
          rows.train().rows(),
          rows.validation(),
          rows.labels(),
          settings.training(),
          origin.map(from -> FitOrigin.resuming(from.state())).orElse(FitOrigin.BEGINNING),
          control);
    } finally {
      progress.close();
      record.trained(since(begin));
    }
  }

  private void writePageWhileRunning() {
    folder.write("report.html", Page.whileRunning(record.finish(elapsed()), trace));
  }

  private void save(LinearFit fit, TrainingRows rows) {
    String uid = "rllc_" + rows.train().rows().fingerprint();
    Labels labels = rows.labels();
    PipelineStage model =
        SparkModels.of(uid, labels.family(), fit.theta(), labels.outputs(), rows.columns());
    PipelineStage[] stages =
        rows.stage().isPresent()
            ? new PipelineStage[] {rows.stage().get(), model}
            : new PipelineStage[] {model};
    PipelineModel pipeline = SparkModels.pipeline(stages);
    folder.checkMine();
    long begin = System.nanoTime();
    try {
      ModelFiles.save(SparkSession.active(), pipeline, folder.child("model"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    record.saved(since(begin));
  }

  private double elapsed() {
    return since(start);
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) * 1e-9;
  }
}
