package rllc.jobs.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.storage.StorageLevel;
import rllc.jobs.table.files.ReadAs;
import rllc.jobs.table.files.ReaderOptions;
import rllc.jobs.table.files.SourceTable;
import rllc.settings.DataSettings;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.RowPart;

/**
 * Tables that are ready to be packed.
 *
 * @param train rows to train on
 * @param validation rows held out of those to decide when to stop, if any
 * @param test rows to judge by, if any
 * @param columns features, label and weight
 * @param stage made the features of raw columns, if so; it is saved with the model
 * @param cached the raw table, where several passes are made over it before it is packed
 * @param read how the files were read
 */
public record TrainingTables(
    Dataset<Row> train,
    Optional<Dataset<Row>> validation,
    Optional<Dataset<Row>> test,
    Columns columns,
    Optional<Transformer> stage,
    Optional<Dataset<Row>> cached,
    ReadAs read)
    implements AutoCloseable {
  /** Without validation rows. */
  public static TrainingTables read(TableReader reader, DataSettings data, long seed) {
    return read(reader, data, OptionalDouble.empty(), seed);
  }

  /**
   * Reads, queries, splits and, with a formula or a hasher, makes the feature column, which is
   * fitted to the training rows alone.
   *
   * @param validation the part of the rows left after the test split that is held out too
   */
  public static TrainingTables read(
      TableReader reader, DataSettings data, OptionalDouble validation, long seed) {
    return of(RawTable.read(reader, data, validation, seed));
  }

  /** The same of a table that was read. */
  public static TrainingTables of(RawTable raw) {
    Dataset<Row> marked = raw.marked();
    return RawTable.naming(
        raw.read(),
        () -> {
          if (!isRead(raw.data(), raw.source(), raw.split())) {
            return of(raw, Optional.empty());
          }
          marked.persist(StorageLevel.MEMORY_AND_DISK());
          try {
            return of(raw, Optional.of(marked));
          } catch (Exception e) {
            // Exception: Spark's Scala code throws checked ones undeclared.
            marked.unpersist();
            throw e;
          }
        });
  }

  /**
   * Whether the table is computed once and kept: fitting a formula takes a pass for each text
   * column, and rows are drawn by their place, on which two answers to a query need not agree.
   */
  private static boolean isRead(DataSettings data, SourceTable source, RowSplit split) {
    boolean files = ReaderOptions.FORMATS.contains(source.as().format());
    boolean byPlace = !split.isNone() && data.order() == DataSettings.Order.AS_READ;
    return data.formula().isPresent() || (byPlace && (data.query().isPresent() || !files));
  }

  private static TrainingTables of(RawTable raw, Optional<Dataset<Row>> cached) {
    DataSettings data = raw.data();
    Columns columns = columns(data);
    Dataset<Row> train = raw.train();
    Optional<Dataset<Row>> validation = part(raw, RowPart.VALIDATION);
    Optional<Dataset<Row>> test =
        data.test()
            .map(path -> test(raw.reader(), data, path, train))
            .or(() -> part(raw, RowPart.TEST));
    Optional<Transformer> stage = stage(train, data);
    Dataset<Row> ready = withFeatures(train, stage, columns);
    return new TrainingTables(
        ready,
        validation.map(rows -> withFeatures(rows, stage, columns)),
        test.map(
            table ->
                ReadErrors.naming(
                    data.test().orElse(data.path()), () -> withFeatures(table, stage, columns))),
        columns,
        stage,
        cached,
        raw.read());
  }

  private static Optional<Dataset<Row>> part(RawTable raw, RowPart part) {
    return raw.parts().contains(part)
        ? Optional.of(RowSplit.rows(raw.marked(), part))
        : Optional.empty();
  }

  /** What to warn of. */
  public TableDoubts doubts(DataSettings data) {
    return new TableDoubts(data, read, train.schema(), train);
  }

  /** Lets go of the raw table; packed rows do not need it. */
  @Override
  public void close() {
    cached.ifPresent(table -> table.unpersist());
  }

  private static Dataset<Row> test(
      TableReader reader, DataSettings data, String path, Dataset<Row> train) {
    OptionalInt features = featuresOf(train, data);
    return RawTable.query(reader, data, reader.read(data, List.of(path), features).rows());
  }

  /** The table at {@code data.path} after the query, if there is one. */
  public static SourceTable table(TableReader reader, DataSettings data, OptionalInt numFeatures) {
    SourceTable source = reader.read(data, data.paths(), numFeatures);
    return new SourceTable(RawTable.query(reader, data, source.rows()), source.as());
  }

  /** A LIBSVM test file may lack the last features: it is read with those of the training rows. */
  private static OptionalInt featuresOf(Dataset<Row> train, DataSettings data) {
    boolean vectors =
        train.schema().getFieldIndex(data.features()).isDefined()
            && train.schema().apply(data.features()).dataType().equals(SQLDataTypes.VectorType());
    if (data.numFeatures().isPresent() || !vectors) {
      return data.numFeatures();
    }
    Column features = InputColumns.column(data.features());
    List<Row> first = ReadErrors.naming(data.path(), () -> train.select(features).takeAsList(1));
    return first.isEmpty() || first.get(0).isNullAt(0)
        ? OptionalInt.empty()
        : OptionalInt.of(((Vector) first.get(0).get(0)).size());
  }

  private static Optional<Transformer> stage(Dataset<Row> train, DataSettings data) {
    if (data.formula().isPresent()) {
      return Optional.of(FeatureStage.formula(train, data.formula().get(), columns(data)));
    }
    return data.hash().map(hash -> RawTable.hasher(data));
  }

  /**
   * The columns of a prepared table.
   *
   * @throws IllegalArgumentException if formula and {@code data.label} name different labels
   */
  public static Columns columns(DataSettings data) {
    Optional<String> named = data.formula().flatMap(FeatureStage::formulaLabel);
    String label = named.orElse(data.label());
    if (!data.label().equals(label) && !data.label().equals(DataSettings.LABEL)) {
      throw new IllegalArgumentException(
          "`data.label` must be absent or the label of `data.formula`, "
              + label
              + ", got "
              + data.label());
    }
    return new Columns(data.features(), label, data.weight().orElse(null));
  }

  private static Dataset<Row> withFeatures(
      Dataset<Row> table, Optional<Transformer> stage, Columns columns) {
    return stage
        .map(fitted -> FeatureStage.transform(fitted, table))
        .orElseGet(() -> arraysAsVectors(table, columns.features()));
  }

  /**
   * A column of arrays of numbers serves as a column of vectors: without an array there is no
   * vector, and a missing number is NaN, so that the packing judges and names the row.
   */
  public static Dataset<Row> arraysAsVectors(Dataset<Row> table, String features) {
    boolean numbers =
        table.schema().getFieldIndex(features).isDefined()
            && table.schema().apply(features).dataType() instanceof ArrayType array
            && array.elementType() instanceof NumericType;
    if (!numbers) {
      return table;
    }
    Column array =
        InputColumns.column(features).cast(DataTypes.createArrayType(DataTypes.DoubleType));
    Column nan = functions.lit(Double.NaN);
    // Whether an array has the value is unknown where it has nulls: no look at each number twice.
    Column complete =
        functions
            .when(functions.array_contains(array, nan).equalTo(false), array)
            .otherwise(functions.transform(array, value -> functions.coalesce(value, nan)));
    return table.withColumn(
        features,
        functions.when(array.isNotNull(), org.apache.spark.ml.functions.array_to_vector(complete)));
  }
}
