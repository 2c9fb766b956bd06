package rllc.jobs.rows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import rllc.jobs.table.files.ReadAs;
import rllc.settings.RunSettings;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.input.Columns;
import rllc.spark.input.Labels;

/**
 * Packed rows of a training, to be closed by the owner.
 *
 * @param train rows to learn from, and what their labels ask for
 * @param validation rows that decide when to stop, if any
 * @param test rows to judge by, if any
 * @param columns of the table that they came from
 * @param stage made the features of raw columns, if so; it is saved with the model
 * @param read how the files were read, where they were
 * @param made how features were made, where they were
 */
public record TrainingRows(
    LabelledData train,
    Optional<PackedData> validation,
    Optional<PackedData> test,
    Columns columns,
    Optional<Transformer> stage,
    Optional<ReadAs> read,
    Optional<String> made)
    implements AutoCloseable {
  public Labels labels() {
    return train.labels();
  }

  /** How the files were read and features made, for run.json. */
  public Optional<Map<String, Object>> readFields() {
    return read.map(
        as -> {
          Map<String, Object> fields = new LinkedHashMap<>(as.fields());
          made.ifPresent(how -> fields.put("features", how));
          return fields;
        });
  }

  /**
   * The same rows, those to learn from with values of the precision that {@code setting} asks for.
   * They take the place of these, which are closed if that fails.
   */
  public TrainingRows as(RunSettings.Precision setting) {
    try {
      return new TrainingRows(train.as(setting), validation, test, columns, stage, read, made);
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    train.close();
    validation.ifPresent(PackedData::close);
    test.ifPresent(PackedData::close);
  }
}
