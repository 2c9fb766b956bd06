package rllc.spark.input;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import rllc.settings.DataSettings.Order;

/** Checks the columns of a table and selects them as (features, label[, weight]). */
public final class InputColumns {
  private InputColumns() {}

  public static boolean isText(Dataset<Row> data, String column) {
    return isText(type(data.schema(), column));
  }

  public static boolean isText(DataType type) {
    return type instanceof StringType;
  }

  /** The label column alone, numbers as doubles, of rows of positive weight. */
  static Dataset<Row> label(Dataset<Row> data, Columns columns) {
    checkLabel(data.schema(), columns.label());
    if (columns.weight() != null) {
      checkWeight(data.schema(), columns.weight());
    }
    Dataset<Row> weighed =
        columns.weight() == null ? data : data.filter(column(columns.weight()).notEqual(0));
    return weighed.select(
        isText(data, columns.label()) ? column(columns.label()) : asDouble(columns.label()));
  }

  /**
   * The columns as (features, label[, weight]), as they are: an alias or a cast would make Spark
   * copy each row once more.
   */
  static Dataset<Row> select(Dataset<Row> data, Columns columns) {
    StructType schema = data.schema();
    if (!type(schema, columns.features()).equals(SQLDataTypes.VectorType())) {
      throw wrongType(schema, columns.features(), "a column of vectors or of arrays of numbers");
    }
    List<Column> selected = new ArrayList<>();
    selected.add(column(columns.features()));
    selected.addAll(scalars(schema, columns));
    return data.select(selected.toArray(Column[]::new));
  }

  /**
   * Label and weight, if there is one.
   *
   * @throws BadInputException if they are missing or of a wrong type
   */
  public static List<Column> scalars(StructType schema, Columns columns) {
    checkLabel(schema, columns.label());
    if (columns.weight() == null) {
      return List.of(column(columns.label()));
    }
    checkWeight(schema, columns.weight());
    return List.of(column(columns.label()), column(columns.weight()));
  }

  /** The rows of {@link #select} in the order that is asked for. */
  public static JavaRDD<InputRow> rows(Dataset<Row> data, Columns columns, Order order) {
    Dataset<Row> selected = select(data, columns);
    VectorEncoder vectors = new VectorEncoder();
    boolean weighted = columns.weight() != null;
    CatalystRows.Scalars scalars =
        new CatalystRows.Scalars(selected.schema(), vectors.columns(), weighted, false);
    return ordered(CatalystRows.of(selected, vectors, scalars), order);
  }

  /** The same, with what is known of the features. */
  public static InputRows source(Dataset<Row> data, Columns columns, Order order) {
    return new InputRows(
        rows(data, columns, order),
        columns,
        featureCount(data, columns.features()),
        featureNames(data, columns.features()));
  }

  /** {@code rows} in the order that is asked for. */
  public static JavaRDD<InputRow> ordered(JavaRDD<InputRow> rows, Order order) {
    return order == Order.CONTENT ? ContentOrder.sorted(rows) : rows;
  }

  private static void checkWeight(StructType schema, String name) {
    if (!(type(schema, name) instanceof NumericType)) {
      throw wrongType(schema, name, "numeric");
    }
  }

  private static void checkLabel(StructType schema, String name) {
    if (!isLabel(type(schema, name))) {
      throw wrongType(schema, name, "numeric, boolean or text");
    }
  }

  /** Whether a column of {@code type} may hold labels. */
  public static boolean isLabel(DataType type) {
    return type instanceof StringType || type instanceof NumericType || type instanceof BooleanType;
  }

  /** Column {@code name}, whatever signs are in the name: Spark reads a.b as a field of a. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  private static Column asDouble(String name) {
    return column(name).cast(DataTypes.DoubleType);
  }

  private static DataType type(StructType schema, String column) {
    if (schema.getFieldIndex(column).isEmpty()) {
      throw new BadInputException(
          "column `" + column + "` must be one of " + List.of(schema.fieldNames()));
    }
    return schema.apply(column).dataType();
  }

  private static BadInputException wrongType(StructType schema, String column, String must) {
    String was = type(schema, column).simpleString();
    return new BadInputException("column `" + column + "` must be " + must + ", got " + was);
  }

  /** The number of features that the column's ML attributes tell, if they do. */
  public static OptionalInt featureCount(Dataset<Row> data, String features) {
    int size = AttributeGroup.fromStructField(data.schema().apply(features)).size();
    return size < 0 ? OptionalInt.empty() : OptionalInt.of(size);
  }

  /** Names from the column's ML attributes, or null; for messages. */
  public static String[] featureNames(Dataset<Row> data, String features) {
    return featureNames(data.schema(), features);
  }

  /** The same of a table of {@code schema}. */
  public static String[] featureNames(StructType schema, String features) {
    AttributeGroup group = AttributeGroup.fromStructField(schema.apply(features));
    if (group.attributes().isEmpty()) {
      return null;
    }
    String[] names = new String[group.size()];
    for (int j = 0; j < names.length; j++) {
      names[j] = group.getAttr(j).name().isDefined() ? group.getAttr(j).name().get() : "" + j;
    }
    return names;
  }
}
