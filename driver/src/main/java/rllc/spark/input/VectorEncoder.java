package rllc.spark.input;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** A column of Spark ML vectors. */
public final class VectorEncoder implements RowEncoder {
  private static final long serialVersionUID = 1L;

  /** How Spark ML keeps a vector; type 0 is sparse, 1 is dense. */
  private static final StructType VECTOR =
      new StructType()
          .add("type", DataTypes.ByteType, false)
          .add("size", DataTypes.IntegerType, true)
          .add("indices", DataTypes.createArrayType(DataTypes.IntegerType, false), true)
          .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false), true);

  private static final int FIELDS = VECTOR.size();

  /**
   * @throws IllegalStateException if this version of Spark keeps vectors in another form
   */
  public VectorEncoder() {
    StructType form = (StructType) ((UserDefinedType<?>) SQLDataTypes.VectorType()).sqlType();
    if (!form.equals(VECTOR)) {
      throw new IllegalStateException(
          "vectors of this version of Spark must be " + VECTOR.sql() + ", got " + form.sql());
    }
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public void encode(InternalRow row, InputRow out) {
    if (row.isNullAt(0)) {
      out.noFeatures();
      return;
    }
    InternalRow vector = row.getStruct(0, FIELDS);
    ArrayData values = vector.getArray(3);
    int count = values.numElements();
    if (vector.getByte(0) == 0) {
      ArrayData indices = vector.getArray(2);
      out.sparseFeatures(vector.getInt(1));
      for (int k = 0; k < count; k++) {
        out.add(indices.getInt(k), values.getDouble(k));
      }
    } else {
      double[] x = out.denseFeatures(count);
      for (int k = 0; k < count; k++) {
        x[k] = values.getDouble(k);
      }
    }
  }
}
