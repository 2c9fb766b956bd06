package rllc.jobs.rows;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.family.Family;
import rllc.jobs.output.StepProgress;
import rllc.jobs.table.RawTable;
import rllc.jobs.table.ReadErrors;
import rllc.jobs.table.TableDoubts;
import rllc.jobs.table.TrainingTables;
import rllc.settings.DataSettings;
import rllc.settings.ModelSettings;
import rllc.spark.data.LabelledData;
import rllc.spark.data.PackedData;
import rllc.spark.encode.EncodedTable;
import rllc.spark.input.BadInputException;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.RowPart;

/**
 * Packs a table: row by row, all parts in one pass, if its features can be compiled; else by
 * Spark's own stages, part by part.
 */
final class TablePacking {
  /** How features were made, for run.json. */
  static final String COMPILED = "compiled";

  static final String BY_STAGES = "by Spark's stages";

  private final DataSettings data;
  private final ModelSettings model;
  private final StepProgress progress;

  TablePacking(DataSettings data, ModelSettings model, StepProgress progress) {
    this.data = data;
    this.model = model;
    this.progress = progress;
  }

  /** The rows, to be closed by the owner; what packing them needed is released. */
  TrainingRows pack(RawTable raw) {
    Optional<EncodedTable> encoded = raw.encoded();
    if (encoded.isPresent()) {
      try (EncodedTable rows = encoded.get()) {
        return compiled(raw, rows);
      }
    }
    try (TrainingTables tables = TrainingTables.of(raw)) {
      return byStages(tables);
    }
  }

  private TrainingRows compiled(RawTable raw, EncodedTable encoded) {
    TableDoubts doubts = new TableDoubts(data, raw.read(), encoded.made(), raw.train());
    tell(doubts.ofFeatures(model.fitIntercept()));
    LabelledData.Parts parts =
        ReadErrors.naming(
            raw.read(),
            () ->
                LabelledData.pack(
                    encoded.rows(),
                    encoded.labelTexts(),
                    model.family(),
                    data.badRows(),
                    raw.parts(),
                    data.path()));
    LabelledData train = parts.train();
    Optional<PackedData> test = parts.test();
    try {
      tell(doubts.ofColumns(train.labels().family(), train.rows().rows()));
      parts.validation().ifPresent(rows -> tellUnseen(RowPart.VALIDATION, rows));
      test.ifPresent(rows -> tellUnseen(RowPart.TEST, rows));
      if (data.test().isPresent()) {
        String place = data.test().get();
        LabelCoding labels = train.labels().coding();
        test =
            raw.test(train.rows().features())
                .map(
                    table ->
                        ReadErrors.naming(
                            place,
                            () ->
                                PackedData.pack(
                                    encoded.others().apply(table), labels, data.badRows())));
      }
      test.ifPresent(rows -> checkFeatures(rows, train));
      return new TrainingRows(
          train,
          parts.validation(),
          test,
          TrainingTables.columns(data),
          encoded.stage(),
          Optional.of(raw.read()),
          Optional.of(COMPILED));
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      test.ifPresent(PackedData::close);
      parts.validation().ifPresent(PackedData::close);
      train.close();
      throw e;
    }
  }

  private TrainingRows byStages(TrainingTables tables) {
    TableDoubts doubts = tables.doubts(data);
    tell(doubts.ofFeatures(model.fitIntercept()));
    LabelledData train = train(tables);
    Optional<PackedData> validation = Optional.empty();
    Optional<PackedData> test = Optional.empty();
    try {
      tell(doubts.ofColumns(train.labels().family(), train.rows().rows()));
      validation =
          tables.validation().map(rows -> heldOut(RowPart.VALIDATION, rows, tables, train));
      test =
          tables
              .test()
              .map(
                  rows ->
                      data.test().isPresent()
                          ? given(rows, tables, train)
                          : heldOut(RowPart.TEST, rows, tables, train));
      test.ifPresent(rows -> checkFeatures(rows, train));
      return new TrainingRows(
          train,
          validation,
          test,
          tables.columns(),
          tables.stage(),
          Optional.of(tables.read()),
          Optional.of(BY_STAGES));
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      test.ifPresent(PackedData::close);
      validation.ifPresent(PackedData::close);
      train.close();
      throw e;
    }
  }

  private LabelledData train(TrainingTables tables) {
    Family family = model.family();
    return ReadErrors.naming(
        tables.read(),
        () ->
            LabelledData.pack(
                tables.train(), tables.columns(), family, data.badRows(), data.order()));
  }

  private PackedData given(Dataset<Row> rows, TrainingTables tables, LabelledData train) {
    return ReadErrors.naming(
        data.test().orElseThrow(),
        () ->
            PackedData.pack(
                rows, tables.columns(), train.labels().coding(), data.badRows(), data.order()));
  }

  private PackedData heldOut(
      RowPart part, Dataset<Row> rows, TrainingTables tables, LabelledData train) {
    PackedData packed =
        ReadErrors.naming(
            part.of(data.path()),
            () ->
                PackedData.packHeldOut(
                    rows, tables.columns(), train.labels().coding(), data.badRows(), data.order()));
    tellUnseen(part, packed);
    return packed;
  }

  private void checkFeatures(PackedData test, LabelledData train) {
    if (test.features() != train.rows().features()) {
      throw new BadInputException(
          String.format(
              "%s: column `%s` must have the %d features of the training rows, got %d",
              data.test().orElse(RowPart.TEST.of(data.path())),
              data.features(),
              train.rows().features(),
              test.features()));
    }
  }

  private void tell(List<String> doubts) {
    doubts.forEach(progress::warn);
  }

  private void tellUnseen(RowPart part, PackedData packed) {
    if (packed.unseen().rows() > 0) {
      progress.warn(
          String.format(
              "%,d of %s are of classes that no training row has: misses in the accuracy, and in no"
                  + " other metric",
              packed.unseen().rows(), part.of(data.path())));
    }
  }
}
