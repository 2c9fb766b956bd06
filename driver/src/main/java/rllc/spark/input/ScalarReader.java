package rllc.spark.input;

import java.io.Serializable;
import java.math.BigDecimal;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;

/** A column of numbers or truths as doubles, without boxes; also of texts, where it is a label. */
public final class ScalarReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whole numbers below are doubles. */
  private static final double EXACT = 0x1p53;

  private enum Kind {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    DECIMAL,
    TEXT
  }

  private final int column;
  private final Kind kind;
  private final int precision;
  private final int scale;

  public ScalarReader(int column, DataType type) {
    this.column = column;
    this.kind = kind(type);
    this.precision = type instanceof DecimalType decimal ? decimal.precision() : 0;
    this.scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  private static Kind kind(DataType type) {
    if (type instanceof StringType) {
      return Kind.TEXT;
    }
    if (type instanceof BooleanType) {
      return Kind.BOOLEAN;
    }
    if (type instanceof ByteType) {
      return Kind.BYTE;
    }
    if (type instanceof ShortType) {
      return Kind.SHORT;
    }
    if (type instanceof IntegerType) {
      return Kind.INT;
    }
    if (type instanceof LongType) {
      return Kind.LONG;
    }
    if (type instanceof FloatType) {
      return Kind.FLOAT;
    }
    return type instanceof DecimalType ? Kind.DECIMAL : Kind.DOUBLE;
  }

  public boolean isNull(InternalRow row) {
    return row.isNullAt(column);
  }

  /** The number of a row that has one, as Spark casts it. */
  public double number(InternalRow row) {
    return switch (kind) {
      case BOOLEAN -> row.getBoolean(column) ? 1 : 0;
      case BYTE -> row.getByte(column);
      case SHORT -> row.getShort(column);
      case INT -> row.getInt(column);
      case LONG -> row.getLong(column);
      case FLOAT -> row.getFloat(column);
      case DECIMAL -> row.getDecimal(column, precision, scale).toDouble();
      case DOUBLE -> row.getDouble(column);
      case TEXT ->
          throw new IllegalStateException("column " + column + " must be numbers, is text");
    };
  }

  /** A label; a whole number is kept as it is where doubles would make two classes one. */
  void label(InternalRow row, InputRow out) {
    if (isNull(row)) {
      out.noLabel();
    } else if (kind == Kind.TEXT) {
      out.label(row.getUTF8String(column).toString());
    } else {
      double number = number(row);
      BigDecimal exact = Math.abs(number) < EXACT ? null : exact(row);
      boolean whole = exact != null && exact.stripTrailingZeros().scale() <= 0;
      if (whole && exact.compareTo(new BigDecimal(number)) != 0) {
        out.label(exact);
      } else {
        out.label(number);
      }
    }
  }

  /** The value of a type whose numbers doubles may round, or null. */
  private BigDecimal exact(InternalRow row) {
    return switch (kind) {
      case LONG -> BigDecimal.valueOf(row.getLong(column));
      case DECIMAL -> row.getDecimal(column, precision, scale).toJavaBigDecimal();
      default -> null;
    };
  }
}
