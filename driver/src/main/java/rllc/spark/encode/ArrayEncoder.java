package rllc.spark.encode;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import rllc.spark.input.InputRow;
import rllc.spark.input.RowEncoder;

/** A column of arrays of doubles or floats; a missing number is NaN. */
final class ArrayEncoder implements RowEncoder {
  private static final long serialVersionUID = 1L;

  private final boolean floats;

  ArrayEncoder(DataType element) {
    this.floats = element instanceof FloatType;
  }

  static boolean isEncoded(DataType element) {
    return element instanceof FloatType || element instanceof DoubleType;
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
    ArrayData array = row.getArray(0);
    double[] x = out.denseFeatures(array.numElements());
    for (int k = 0; k < x.length; k++) {
      x[k] = array.isNullAt(k) ? Double.NaN : floats ? array.getFloat(k) : array.getDouble(k);
    }
  }
}
