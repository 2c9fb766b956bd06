package rllc.spark.input;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes the features of a row of Spark's own form. A task has its own, which may hold state. */
public interface RowEncoder extends Serializable {
  /** The number of columns that it reads, which come first. */
  int columns();

  void encode(InternalRow row, InputRow out);
}
