package rllc.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import rllc.jobs.command.Exit;
import rllc.jobs.command.Interruption;
import rllc.jobs.compare.CompareTable;
import rllc.jobs.compare.Comparison;
import rllc.jobs.compare.Contest;
import rllc.jobs.compare.Contestant;
import rllc.jobs.compare.MllibContestant;
import rllc.jobs.compare.Outcome;
import rllc.jobs.compare.PresetContestant;
import rllc.jobs.compare.Problem;
import rllc.jobs.compare.Referee;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.SparkLog;
import rllc.jobs.output.StepProgress;
import rllc.jobs.output.StudyRecord;
import rllc.jobs.report.Page;
import rllc.jobs.settings.CompareSettings;
import rllc.jobs.table.ReadErrors;
import rllc.jobs.table.TableReader;
import rllc.jobs.table.TrainingTables;
import rllc.settings.DataSettings;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.TrainingSettings;
import rllc.spark.data.DataChecks;
import rllc.spark.data.PackedData;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.Labels;
import rllc.spark.input.NumericTable;

/** Compares optimizers: tables in; compare.json, compare.html and a table on the screen out. */
final class CompareJob {
  /** The file of the result. */
  static final String RECORD = "compare.json";

  private final CompareSettings settings;
  private final TrainingSettings any;
  private final OutputFolder folder;
  private final SparkLog log;
  private final StepProgress progress;
  private final Interruption interruption;

  CompareJob(
      CompareSettings settings,
      OutputFolder folder,
      SparkLog log,
      StepProgress progress,
      Interruption interruption) {
    this.settings = settings;
    this.any = settings.trainings().get(0);
    this.folder = folder;
    this.log = log;
    this.progress = progress;
    this.interruption = interruption;
  }

  /** Runs the job and returns its exit status. */
  int run(SparkSession spark) {
    progress.say("reading " + settings.data().path());
    try (TrainingTables tables =
        TrainingTables.read(new TableReader(spark), settings.data(), any.run().seed())) {
      tables.read().tell(progress::say, progress::warn);
      tables.doubts(settings.data()).ofFeatures(any.model().fitIntercept()).forEach(progress::warn);
      return run(tables, labels(tables));
    }
  }

  private int run(TrainingTables tables, Labels labels) {
    Optional<PackedData> test = tables.test().map(table -> packTest(table, tables, labels));
    Dataset<Row> table = table(tables, labels).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      ReadErrors.naming(settings.data().path(), table::count);
      tables.close();
      return run(table, labels, test);
    } finally {
      table.unpersist();
      test.ifPresent(PackedData::close);
    }
  }

  private Labels labels(TrainingTables tables) {
    return ReadErrors.naming(
        tables.read(), () -> Labels.of(tables.train(), tables.columns(), any.model().family()));
  }

  private PackedData packTest(Dataset<Row> table, TrainingTables tables, Labels labels) {
    DataSettings data = settings.data();
    return ReadErrors.naming(
        data.path(),
        () ->
            data.test().isPresent()
                ? PackedData.pack(
                    table, tables.columns(), labels.coding(), data.badRows(), data.order())
                : PackedData.packHeldOut(
                    table, tables.columns(), labels.coding(), data.badRows(), data.order()));
  }

  /** The table that everybody trains on, in as many parts as there are cores. */
  private Dataset<Row> table(TrainingTables tables, Labels labels) {
    DataSettings data = settings.data();
    return NumericTable.of(
        tables.train(),
        tables.columns(),
        labels.coding(),
        data.badRows(),
        data.order(),
        tables.train().sparkSession().sparkContext().defaultParallelism());
  }

  private static PackedData pack(Dataset<Row> table) {
    return PackedData.pack(
        table, NumericTable.COLUMNS, LabelCoding.numeric(), BadRows.FAIL, Order.AS_READ);
  }

  private int run(Dataset<Row> table, Labels labels, Optional<PackedData> test) {
    Problem problem;
    try (PackedData train = pack(table)) {
      problem = Problem.of(train, labels, any);
      DataChecks.familyDoubt(train, labels, any.model()).ifPresent(progress::warn);
    }
    StudyRecord.begin(folder, settings.resolved());
    log.moveInto(folder, "compare.log");
    progress.say(
        String.format("comparing on %,d rows x %,d features", problem.rows(), problem.features()));
    Contest contest =
        new Contest(table, contestants(problem), interruption::requested, progress::say);
    Map<String, List<Outcome>> outcomes = contest.run(settings.repetitions());
    Comparison comparison;
    try (PackedData train = pack(table)) {
      comparison = judged(new Referee(problem, train, test), outcomes);
    }
    Map<String, Object> record = StudyRecord.of("done", settings.resolved());
    record.putAll(comparison.fields());
    folder.writeRun(record);
    folder.write("compare.html", Page.ofComparison(record));
    System.out.print(CompareTable.of(record));
    return comparison.anyModel() ? Exit.DONE : Exit.TRAINING_FAILED;
  }

  private List<Contestant> contestants(Problem problem) {
    List<Contestant> contestants = new ArrayList<>();
    for (TrainingSettings training : settings.trainings()) {
      contestants.add(new PresetContestant(problem.labels(), training, interruption::requested));
    }
    if (settings.mllib()) {
      List<Contestant> mllib = MllibContestant.all(problem);
      if (mllib.isEmpty()) {
        progress.say("MLlib has no trainer of the same objective and does not take part");
      }
      contestants.addAll(mllib);
    }
    return contestants;
  }

  private Comparison judged(Referee referee, Map<String, List<Outcome>> outcomes) {
    List<List<Referee.Verdict>> verdicts =
        outcomes.values().stream()
            .map(repetitions -> repetitions.stream().map(referee::judge).toList())
            .toList();
    return Comparison.of(referee.problem(), verdicts, settings.optimum());
  }
}
