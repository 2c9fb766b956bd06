package rllc.jobs.rows;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.family.Family;
import rllc.jobs.output.StepProgress;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.table.ReadErrors;
import rllc.jobs.table.TableReader;
import rllc.jobs.table.TrainingTables;
import rllc.settings.DataSettings;
import rllc.settings.ModelSettings;
import rllc.settings.TrainingSettings;
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
    try (TrainingTables tables =
        TrainingTables.read(
            new TableReader(spark), data, validationFraction(), settings.training().run().seed())) {
      tables.read().tell(progress::say, progress::warn);
      tables.doubts(data, settings.training().model().fitIntercept()).forEach(progress::warn);
      LabelledData train = train(tables);
      tables.doubts(data, train.labels().family(), train.rows().rows()).forEach(progress::warn);
      Optional<PackedData> validation = Optional.empty();
      try {
        validation =
            tables
                .validation()
                .map(rows -> heldOut("the validation rows of " + data.path(), rows, tables, train));
        check(train, validation);
        Optional<PackedData> test = tables.test().map(rows -> test(rows, tables, train));
        return new TrainingRows(
            train, validation, test, tables.columns(), tables.stage(), Optional.of(tables.read()));
      } catch (Exception e) {
        // Exception: Spark's Scala code throws checked ones undeclared.
        validation.ifPresent(PackedData::close);
        train.close();
        throw e;
      }
    }
  }

  private OptionalDouble validationFraction() {
    return settings
        .training()
        .stop()
        .validation()
        .map(ValidationSettings::fraction)
        .orElse(OptionalDouble.empty());
  }

  private LabelledData train(TrainingTables tables) {
    TrainingSettings training = settings.training();
    Family family = training.model().family();
    return ReadErrors.naming(
        tables.read(),
        () ->
            LabelledData.pack(
                tables.train(), tables.columns(), family, data.badRows(), data.order()));
  }

  private PackedData test(Dataset<Row> rows, TrainingTables tables, LabelledData train) {
    String place = data.test().orElse("the test rows of " + data.path());
    PackedData test =
        data.test().isPresent()
            ? pack(place, rows, tables, train)
            : heldOut(place, rows, tables, train);
    if (test.features() != train.rows().features()) {
      test.close();
      throw new BadInputException(
          String.format(
              "%s: column `%s` must have the %d features of the training rows, got %d",
              place, tables.columns().features(), train.rows().features(), test.features()));
    }
    return test;
  }

  private PackedData heldOut(
      String place, Dataset<Row> rows, TrainingTables tables, LabelledData train) {
    PackedData packed =
        ReadErrors.naming(
            place,
            () ->
                PackedData.packHeldOut(
                    rows, tables.columns(), train.labels().coding(), data.badRows(), data.order()));
    if (packed.unseen().rows() > 0) {
      progress.warn(
          String.format(
              "%,d of %s are of classes that no training row has: misses in the accuracy, and in no"
                  + " other metric",
              packed.unseen().rows(), place));
    }
    return packed;
  }

  private PackedData pack(
      String place, Dataset<Row> rows, TrainingTables tables, LabelledData train) {
    return ReadErrors.naming(
        place,
        () ->
            PackedData.pack(
                rows, tables.columns(), train.labels().coding(), data.badRows(), data.order()));
  }
}
