package rllc.spark.encode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import rllc.settings.DataSettings.Order;
import rllc.spark.input.CatalystRows;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.InputRows;
import rllc.spark.input.RowEncoder;
import rllc.spark.input.VectorEncoder;

/**
 * Tables of which nothing must be found before their rows are packed: hashed columns, and columns
 * of vectors or arrays. Labels of text have classes that must be found: such a table is not for
 * here.
 */
public final class PlainTables {
  private final Columns columns;
  private final Order order;
  private final List<String> features;
  private final Function<StructType, RowEncoder> encoder;
  private final OptionalInt count;
  private final String[] names;

  private PlainTables(
      Columns columns,
      Order order,
      List<String> features,
      Function<StructType, RowEncoder> encoder,
      OptionalInt count,
      String[] names) {
    this.columns = columns;
    this.order = order;
    this.features = features;
    this.encoder = encoder;
    this.count = count;
    this.names = names;
  }

  /**
   * The rows of {@code table}, hashed; empty where the hasher would refuse them, or it is not clear
   * which column is meant.
   *
   * @param part column of the number of each row's part, if there are parts
   */
  public static Optional<EncodedTable> hashed(
      Dataset<Row> table,
      FeatureHasher hasher,
      Columns columns,
      Optional<String> part,
      Order order) {
    List<String> hashed = List.of(hasher.getInputCols());
    boolean clear =
        hashed.stream().distinct().count() == hashed.size()
            && hashed.stream().allMatch(name -> isHashed(table.schema(), name))
            && !hasColumn(table, columns.features());
    if (!clear || isTextLabel(table, columns)) {
      return Optional.empty();
    }
    int number = hasher.getNumFeatures();
    PlainTables plain =
        new PlainTables(
            columns,
            order,
            hashed,
            schema -> new HashEncoder(schema, hashed, number),
            OptionalInt.of(number),
            null);
    return Optional.of(plain.encoded(table, part, Optional.of(hasher)));
  }

  private static boolean isHashed(StructType schema, String name) {
    List<DataType> types =
        Arrays.stream(schema.fields())
            .filter(field -> field.name().equalsIgnoreCase(name))
            .map(field -> field.dataType())
            .toList();
    return types.size() == 1 && !name.contains(".") && HashEncoder.isHashed(types.get(0));
  }

  /** The rows of {@code table}; empty where features are neither vectors nor arrays of numbers. */
  public static Optional<EncodedTable> vectors(
      Dataset<Row> table, Columns columns, Optional<String> part, Order order) {
    if (!hasColumn(table, columns.features()) || isTextLabel(table, columns)) {
      return Optional.empty();
    }
    DataType type = table.schema().apply(columns.features()).dataType();
    boolean array =
        type instanceof ArrayType arrays && ArrayEncoder.isEncoded(arrays.elementType());
    if (!array && !type.equals(SQLDataTypes.VectorType())) {
      return Optional.empty();
    }
    PlainTables plain =
        new PlainTables(
            columns,
            order,
            List.of(columns.features()),
            schema ->
                array
                    ? new ArrayEncoder(((ArrayType) schema.apply(0).dataType()).elementType())
                    : new VectorEncoder(),
            array ? OptionalInt.empty() : InputColumns.featureCount(table, columns.features()),
            array ? null : InputColumns.featureNames(table, columns.features()));
    return Optional.of(plain.encoded(table, part, Optional.empty()));
  }

  private static boolean hasColumn(Dataset<Row> table, String name) {
    return table.schema().getFieldIndex(name).isDefined();
  }

  private static boolean isTextLabel(Dataset<Row> table, Columns columns) {
    return InputColumns.isText(table, columns.label());
  }

  private EncodedTable encoded(
      Dataset<Row> table, Optional<String> part, Optional<Transformer> stage) {
    return new EncodedTable(
        rows(table, part),
        other -> rows(other, Optional.empty()),
        stage,
        table.schema(),
        Optional.empty(),
        () -> {});
  }

  private InputRows rows(Dataset<Row> table, Optional<String> part) {
    Dataset<Row> selected = RawColumns.select(table, features, columns, part);
    StructType schema = selected.schema();
    CatalystRows.Scalars scalars =
        new CatalystRows.Scalars(
            schema, features.size(), columns.weight() != null, part.isPresent());
    return new InputRows(
        InputColumns.ordered(CatalystRows.of(selected, encoder.apply(schema), scalars), order),
        columns,
        count,
        names);
  }
}
