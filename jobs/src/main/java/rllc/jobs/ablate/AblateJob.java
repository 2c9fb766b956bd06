package rllc.jobs.ablate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.Version;
import rllc.jobs.command.Exit;
import rllc.jobs.command.Interruption;
import rllc.jobs.output.OutputFolder;
import rllc.jobs.output.SparkLog;
import rllc.jobs.output.StepProgress;
import rllc.jobs.output.StudyRecord;
import rllc.jobs.report.Page;
import rllc.jobs.rows.RowLoader;
import rllc.jobs.rows.TrainingRows;
import rllc.jobs.settings.AblateSettings;
import rllc.jobs.settings.JobSettings;
import rllc.kernel.KernelChoice;
import rllc.kernel.Sweeps;
import rllc.shard.Block;
import rllc.spark.data.PackedData;

/** Tables in; ablate.json, ablate.html and a table on the screen out. */
final class AblateJob {
  /** The file of the result. */
  static final String RECORD = "ablate.json";

  /** Thousands of fits of larger data take too long; 16 bytes an entry lie in the driver. */
  private static final long MOST_ENTRIES = 50_000_000;

  private static final int MOST_UNITS = 16;

  /** Shorter vectors are moved faster than a clock tells. */
  private static final int LEAST_LENGTH = 100_000;

  private final JobSettings settings;
  private final AblateSettings study;
  private final OutputFolder folder;
  private final SparkLog log;
  private final StepProgress progress;
  private final Interruption interruption;

  AblateJob(
      JobSettings settings,
      AblateSettings study,
      OutputFolder folder,
      SparkLog log,
      StepProgress progress,
      Interruption interruption) {
    this.settings = settings;
    this.study = study;
    this.folder = folder;
    this.log = log;
    this.progress = progress;
    this.interruption = interruption;
  }

  /** Runs the job and returns its exit status. */
  int run(SparkSession spark) {
    try (TrainingRows rows =
        new RowLoader(settings, progress, Version.rllc()).load(spark, Optional.empty())) {
      PackedData data = rows.train().rows();
      if (data.entries() > MOST_ENTRIES) {
        throw new IllegalArgumentException(
            "`data.path` must have at most "
                + MOST_ENTRIES
                + " entries to be ablated, got "
                + data.entries());
      }
      StudyRecord.begin(folder, settings.resolved());
      log.moveInto(folder, "ablate.log");
      List<Block> blocks = data.blocks().collect();
      Lab lab =
          new Lab(data, blocks, rows.labels(), settings.training(), study, interruption::requested);
      Map<String, Object> record = StudyRecord.of("done", settings.resolved());
      record.put("problem", problem(data, rows));
      List<Map<String, Object>> studies = new ArrayList<>();
      for (boolean batches : new boolean[] {false, true}) {
        Study done = study(lab, batches);
        System.out.print(AblateTable.text(done));
        studies.add(AblateTable.fields(done));
      }
      record.put("studies", studies);
      record.put("costs", costs(lab));
      folder.writeRun(record);
      folder.write("ablate.html", Page.ofAblation(record));
    }
    return Exit.DONE;
  }

  private Study study(Lab lab, boolean batches) {
    List<Variant> variants = new ArrayList<>(Variant.rivals(batches));
    variants.addAll(Variant.memories(study.units()));
    // SGD's automatic c1 is 1 / curvature.
    Trials trials = new Trials(batches, 1 / lab.rate("sgd"), lab.rate("adam"));
    int[] done = {0};
    return Study.of(
        lab,
        variants,
        trials,
        study.seeds(),
        () -> {
          if (interruption.requested()) {
            throw new IllegalStateException("interrupted from outside");
          }
          progress.say(
              (batches ? "batches" : "all rows") + ": " + ++done[0] + " of " + variants.size());
        });
  }

  private List<Map<String, Object>> costs(Lab lab) {
    int length = Math.max(LEAST_LENGTH, lab.dimension());
    KernelChoice kernels = KernelChoice.of(settings.training().run().kernel());
    Sweeps sweeps = Sweeps.of(kernels.kernels(), Runtime.getRuntime().availableProcessors());
    return IntStream.rangeClosed(1, MOST_UNITS)
        .mapToObj(k -> StepCost.of(k, length, sweeps).fields())
        .toList();
  }

  private Map<String, Object> problem(PackedData data, TrainingRows rows) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("rows", data.rows());
    problem.put("features", data.features());
    problem.put("family", rows.labels().family().text());
    problem.put("regParam", settings.training().model().regParam());
    problem.put("fingerprint", data.fingerprint());
    problem.put("seeds", study.seeds());
    problem.put("passes", study.passes());
    problem.put("epochs", study.epochs());
    problem.put("trials", Variant.TRIALS);
    return problem;
  }
}
