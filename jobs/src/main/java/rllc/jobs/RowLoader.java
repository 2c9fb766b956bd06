package rllc.jobs;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import rllc.jobs.settings.JobSettings;
import rllc.jobs.table.ReadErrors;
import rllc.jobs.table.TableReader;
import rllc.jobs.table.TrainingTables;
import rllc.settings.DataSettings;
import rllc.settings.ModelSettings.Family;
import rllc.settings.TrainingSettings;
import rllc.spark.LabelledData;
import rllc.spark.LinearFit;
import rllc.spark.PackedData;

/** From settings to packed rows that can be trained on. */
final class RowLoader {
  private final JobSettings settings;
  private final DataSettings data;

  RowLoader(JobSettings settings) {
    this.settings = settings;
    this.data = settings.data();
  }

  /**
   * Reads and packs the tables; releases what reading them needed.
   *
   * @throws rllc.run.BadInputException if they cannot be trained on
   */
  TrainingRows load(SparkSession spark) {
    try (TrainingTables tables =
        TrainingTables.read(
            new TableReader(spark), data, validationFraction(), settings.training().run().seed())) {
      LabelledData train = train(tables);
      Optional<PackedData> validation = Optional.empty();
      try {
        LinearFit.checkLabels(train.rows());
        validation =
            tables
                .validation()
                .map(rows -> pack("the validation rows of " + data.path(), rows, tables, train));
        validation.ifPresent(
            rows -> LinearFit.checkValidation(rows, train.labels(), settings.training()));
        Optional<PackedData> test =
            tables.test().map(rows -> pack(data.path(), rows, tables, train));
        return new TrainingRows(train, validation, test, tables.columns(), tables.stage());
      } catch (Exception e) {
        // Exception: Spark's Scala code throws checked ones undeclared.
        validation.ifPresent(PackedData::close);
        train.close();
        throw e;
      }
    }
  }

  private OptionalDouble validationFraction() {
    return settings.training().stop().validation().stream()
        .mapToDouble(validation -> validation.fraction())
        .findFirst();
  }

  private LabelledData train(TrainingTables tables) {
    TrainingSettings training = settings.training();
    Family family = training.model().family();
    return ReadErrors.naming(
        data.path(),
        () ->
            LabelledData.pack(
                tables.train(), tables.columns(), family, data.badRows(), data.order()));
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
