package rllc.spark.input;

import java.io.Serializable;
import java.math.BigDecimal;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * Rows of a table in Spark's own form, and the one place that knows it. The public way, {@link
 * Dataset#toJavaRDD}, makes a Row, a Vector and boxed numbers of every row and copies each row
 * twice, which costs more than all else that packing does. {@link InternalRow}, and the four fields
 * that hold a vector, are not promised to stay: {@link #of} refuses vectors of another form, and a
 * test compares with the public way.
 */
final class CatalystRows {
  /** How Spark ML keeps a vector; type 0 is sparse, 1 is dense. */
  private static final StructType VECTOR =
      new StructType()
          .add("type", DataTypes.ByteType, false)
          .add("size", DataTypes.IntegerType, true)
          .add("indices", DataTypes.createArrayType(DataTypes.IntegerType, false), true)
          .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false), true);

  private static final Double ONE = 1.0;

  /** Whole numbers below are doubles. */
  private static final double EXACT = 0x1p53;

  private CatalystRows() {}

  /**
   * The rows of {@code table}, whose columns are (features, label[, weight]).
   *
   * @throws IllegalStateException if this version of Spark keeps vectors in another form
   */
  static JavaRDD<InputRow> of(Dataset<Row> table) {
    StructType form = (StructType) ((UserDefinedType<?>) SQLDataTypes.VectorType()).sqlType();
    if (!form.equals(VECTOR)) {
      throw new IllegalStateException(
          "vectors of this version of Spark must be " + VECTOR.sql() + ", got " + form.sql());
    }
    return table.queryExecution().toRdd().toJavaRDD().map(new Reader(table.schema()));
  }

  private static final class Reader implements Function<InternalRow, InputRow> {
    private static final long serialVersionUID = 1L;

    private final DataType label;
    private final DataType weight;

    Reader(StructType schema) {
      this.label = schema.apply(1).dataType();
      this.weight = schema.size() > 2 ? schema.apply(2).dataType() : null;
    }

    @Override
    public InputRow call(InternalRow row) {
      Serializable y = label(row);
      Double w = weight == null ? ONE : (Double) scalar(row, 2, weight);
      if (row.isNullAt(0)) {
        return new InputRow(y, w, -1, null, null);
      }
      InternalRow x = row.getStruct(0, VECTOR.size());
      double[] values = x.getArray(3).toDoubleArray();
      return x.getByte(0) == 0
          ? new InputRow(y, w, x.getInt(1), x.getArray(2).toIntArray(), values)
          : new InputRow(y, w, values.length, null, values);
    }

    /** A whole number is kept as it is where doubles would make two classes one. */
    private Serializable label(InternalRow row) {
      Serializable y = scalar(row, 1, label);
      if (!(y instanceof Double number) || Math.abs(number) < EXACT) {
        return y;
      }
      BigDecimal exact = exact(row.get(1, label));
      boolean whole = exact != null && exact.stripTrailingZeros().scale() <= 0;
      return whole && exact.compareTo(new BigDecimal(number)) != 0 ? exact : y;
    }

    /** The value of a type whose numbers doubles may round, or null. */
    private static BigDecimal exact(Object value) {
      if (value instanceof Decimal decimal) {
        return decimal.toJavaBigDecimal();
      }
      return value instanceof Long number ? BigDecimal.valueOf(number) : null;
    }

    /** A Double, a String or null. */
    private static Serializable scalar(InternalRow row, int column, DataType type) {
      Object value = row.isNullAt(column) ? null : row.get(column, type);
      if (value instanceof Decimal decimal) {
        return decimal.toDouble();
      }
      if (value instanceof Number number) {
        return number.doubleValue();
      }
      if (value instanceof Boolean truth) {
        return truth ? 1.0 : 0.0;
      }
      return value == null ? null : value.toString();
    }
  }
}
