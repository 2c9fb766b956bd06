package rllc.jobs.rows;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.output.LoadProgress;
import rllc.jobs.output.StepProgress;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.table.RawTable;
import rllc.jobs.table.ReadErrors;
import rllc.jobs.table.TableReader;
import rllc.jobs.table.TrainingTables;
import rllc.settings.DataSettings;
import rllc.settings.ModelSettings;
import rllc.settings.ValidationSettings;
import rllc.spark.LinearFit;
import rllc.spark.data.DataChecks;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.BadInputException;

/**
 * From settings to packed rows that can be trained on: from the tables, or from blocks that an
 * earlier run has packed, where they fit.
 */
public final class RowLoader {
  private final JobSettings settings;
  private final DataSettings data;
  private final StepProgress progress;
  private final String version;
  private Optional<String> packed = Optional.empty();

  /**
   * @param version of this program, which packed blocks depend on
   */
  public RowLoader(JobSettings settings, StepProgress progress, String version) {
    this.settings = settings;
    this.data = settings.data();
    this.progress = progress;
    this.version = version;
  }

  /**
   * Reads rows that can be trained on.
   *
   * @param folder for packed blocks, if any
   * @throws BadInputException if they cannot be read or trained on
   */
  public TrainingRows load(SparkSession spark, Optional<PackedFolder> folder) {
    return folder.map(blocks -> load(spark, blocks)).orElseGet(() -> fromTables(spark));
  }

  /** What became of the folder of packed blocks, for the run's record. */
  public Optional<String> packed() {
    return packed;
  }

  private TrainingRows load(SparkSession spark, PackedFolder folder) {
    Map<String, String> fingerprint = InputFingerprint.of(settings, version, spark);
    Optional<PackedManifest> manifest = folder.manifest();
    Optional<String> misfit =
        manifest.isPresent()
            ? InputFingerprint.change(manifest.get().fingerprint(), fingerprint)
            : Optional.of("the run that wrote them broke off");
    if (misfit.isEmpty()) {
      packed = Optional.of("reused");
      progress.say("reading packed blocks in " + folder.display());
      return checked(
          ReadErrors.naming(
              folder.display(),
              () -> folder.read(manifest.get(), TrainingTables.columns(data), spark)));
    }
    packed = Optional.of("written");
    if (folder.isBegun()) {
      packed = Optional.of("written anew: " + misfit.get());
      progress.warn("packed blocks in " + folder.display() + " are made anew: " + misfit.get());
    }
    TrainingRows rows = fromTables(spark);
    try {
      if (!folder.write(rows, fingerprint)) {
        packed = Optional.of("not written: another run writes there");
        progress.warn("packed blocks in " + folder.display() + " are left to another run");
      }
      return rows;
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      rows.close();
      throw e;
    }
  }

  private TrainingRows checked(TrainingRows rows) {
    try {
      check(rows.train(), rows.validation());
      return rows;
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      rows.close();
      throw e;
    }
  }

  private void check(LabelledData train, Optional<PackedData> validation) {
    ModelSettings model = settings.training().model();
    LinearFit.checkMemory(train.rows(), train.labels(), settings.training());
    DataChecks.check(train.rows(), train.labels(), model);
    DataChecks.familyDoubt(train.rows(), train.labels(), model).ifPresent(progress::warn);
    DataChecks.constantDoubt(train.rows(), model).ifPresent(progress::warn);
    if (model.fitIntercept() && DataChecks.isInterceptAlone(train.rows(), train.labels(), model)) {
      progress.warn(
          "all labels are "
              + train.rows().moments().labelMean()
              + ": the model is that, whatever the features are");
    }
    validation.ifPresent(
        rows -> LinearFit.checkValidation(rows, train.labels(), settings.training()));
  }

  /** Reads and packs the tables; releases what reading them needed. */
  private TrainingRows fromTables(SparkSession spark) {
    progress.say("reading " + data.path());
    LoadProgress loading = LoadProgress.of(spark.sparkContext(), progress::say, System::nanoTime);
    try {
      return read(spark);
    } finally {
      loading.close();
    }
  }

  private TrainingRows read(SparkSession spark) {
    RawTable raw =
        RawTable.read(
            new TableReader(spark), data, validationFraction(), settings.training().run().seed());
    raw.read().tell(progress::say, progress::warn);
    return checked(new TablePacking(data, settings.training().model(), progress).pack(raw));
  }

  private OptionalDouble validationFraction() {
    return settings
        .training()
        .stop()
        .validation()
        .map(ValidationSettings::fraction)
        .orElse(OptionalDouble.empty());
  }
}
