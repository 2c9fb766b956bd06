package rllc.jobs.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import rllc.jobs.table.files.ReadAs;
import rllc.jobs.table.files.SourceTable;
import rllc.settings.DataSettings;
import rllc.spark.encode.EncodedTable;
import rllc.spark.encode.PlainTables;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.RowPart;

/**
 * The table at {@code data.path} after the query, each row with a mark of what it is for, before
 * any feature is made.
 */
public final class RawTable {
  private final TableReader reader;
  private final DataSettings data;
  private final RowSplit split;
  private final SourceTable source;
  private final Dataset<Row> rows;
  private final Dataset<Row> marked;

  private RawTable(
      TableReader reader,
      DataSettings data,
      RowSplit split,
      SourceTable source,
      Dataset<Row> rows) {
    this.reader = reader;
    this.data = data;
    this.split = split;
    this.source = source;
    this.rows = rows;
    this.marked = split.isNone() ? rows : split.marked(rows);
  }

  /**
   * Nothing is read but what tells columns and types.
   *
   * @param validation the part of the rows left after the test split that is held out too
   */
  public static RawTable read(
      TableReader reader, DataSettings data, OptionalDouble validation, long seed) {
    RowSplit split = new RowSplit(data.testFraction(), validation, seed, data.order());
    SourceTable source = reader.read(data);
    return naming(
        source.as(),
        () -> new RawTable(reader, data, split, source, query(reader, data, source.rows())));
  }

  /**
   * What {@code use} returns; a complaint about a column tells how the files were read, one about
   * the data names them.
   */
  static <T> T naming(ReadAs as, Supplier<T> use) {
    try {
      return use.get();
    } catch (BadInputException e) {
      throw ReadErrors.badInput(as, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + as.hint(e.getMessage()), e);
    }
  }

  static Dataset<Row> query(TableReader reader, DataSettings data, Dataset<Row> read) {
    return data.query().map(query -> reader.query(read, query)).orElse(read);
  }

  TableReader reader() {
    return reader;
  }

  DataSettings data() {
    return data;
  }

  RowSplit split() {
    return split;
  }

  SourceTable source() {
    return source;
  }

  Dataset<Row> marked() {
    return marked;
  }

  /** How the files were read. */
  public ReadAs read() {
    return source.as();
  }

  /** What rows are for. */
  public Set<RowPart> parts() {
    return split.parts();
  }

  /** The training rows. */
  public Dataset<Row> train() {
    return split.isNone() ? marked : RowSplit.rows(marked, RowPart.TRAIN);
  }

  /**
   * The table with features that are made row by row, without Spark's vectors; empty if formula,
   * hash or feature column cannot be compiled.
   *
   * @throws IllegalArgumentException if Spark refuses the formula for what the rows are
   */
  public Optional<EncodedTable> encoded() {
    Columns columns = TrainingTables.columns(data);
    StructType schema = rows.schema();
    Optional<String> mark = split.isNone() ? Optional.empty() : Optional.of(RowSplit.MARK);
    boolean clear =
        Arrays.stream(schema.fieldNames()).filter(columns.label()::equals).count() == 1
            && InputColumns.isLabel(schema.apply(columns.label()).dataType());
    if (!clear) {
      return Optional.empty();
    }
    return naming(source.as(), () -> encoded(schema, columns, mark));
  }

  private Optional<EncodedTable> encoded(
      StructType schema, Columns columns, Optional<String> mark) {
    if (data.formula().isPresent()) {
      return FeatureStage.encoded(
          marked, schema, data.formula().get(), columns, mark, data.order());
    }
    return data.hash().isPresent()
        ? PlainTables.hashed(marked, hasher(data), columns, mark, data.order())
        : PlainTables.vectors(marked, columns, mark, data.order());
  }

  static FeatureHasher hasher(DataSettings data) {
    DataSettings.Hash hash = data.hash().orElseThrow();
    return FeatureStage.hash(hash.columns(), hash.numFeatures(), data.features());
  }

  /**
   * The rows at {@code data.test}. A LIBSVM file may lack the last features: it is read with those
   * of the training rows.
   *
   * @param features of the training rows
   */
  public Optional<Dataset<Row>> test(int features) {
    boolean vectors =
        Arrays.asList(rows.columns()).contains(data.features())
            && rows.schema().apply(data.features()).dataType().equals(SQLDataTypes.VectorType());
    OptionalInt known =
        data.numFeatures().isEmpty() && vectors ? OptionalInt.of(features) : data.numFeatures();
    return data.test()
        .map(path -> query(reader, data, reader.read(data, List.of(path), known).rows()));
  }
}
