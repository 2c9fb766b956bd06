package rllc.spark.input;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a table in Spark's own form. The public way, {@link Dataset#toJavaRDD}, makes a Row, a
 * Vector and boxed numbers of every row and copies each row twice, which costs more than all else
 * that packing does. {@link InternalRow}, and the four fields that hold a vector, are not promised
 * to stay: {@link VectorEncoder} refuses vectors of another form, and a test compares with the
 * public way.
 */
public final class CatalystRows {
  private CatalystRows() {}

  /** The rows of {@code table} in Spark's own form; one object may serve all rows of a task. */
  public static JavaRDD<InternalRow> of(Dataset<Row> table) {
    return table.queryExecution().toRdd().toJavaRDD();
  }

  /**
   * The rows of {@code table}; one object serves all rows of a task.
   *
   * @param table the columns that {@code encoder} reads, then those of {@code scalars}
   */
  public static JavaRDD<InputRow> of(Dataset<Row> table, RowEncoder encoder, Scalars scalars) {
    return of(table).mapPartitions(rows -> new Reader(rows, encoder, scalars), true);
  }

  /** Label, then weight and part where there are such columns. */
  public static final class Scalars implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ScalarReader label;
    private final ScalarReader weight;
    private final ScalarReader part;

    /**
     * @param first number of the label's column
     */
    public Scalars(StructType schema, int first, boolean weighted, boolean parted) {
      this.label = new ScalarReader(first, schema.apply(first).dataType());
      this.weight = weighted ? next(schema, first + 1) : null;
      this.part = parted ? next(schema, first + (weighted ? 2 : 1)) : null;
    }

    private static ScalarReader next(StructType schema, int column) {
      return new ScalarReader(column, schema.apply(column).dataType());
    }

    /** All of them. */
    public void read(InternalRow row, InputRow out) {
      label.label(row, out);
      readOthers(row, out);
    }

    /** Weight and part. */
    public void readOthers(InternalRow row, InputRow out) {
      if (weight == null) {
        out.weight(1);
      } else if (weight.isNull(row)) {
        out.noWeight();
      } else {
        out.weight(weight.number(row));
      }
      out.part(part == null ? 0 : (int) part.number(row));
    }
  }

  private static final class Reader implements Iterator<InputRow> {
    private final Iterator<InternalRow> rows;
    private final RowEncoder encoder;
    private final Scalars scalars;
    private final InputRow out = new InputRow();

    Reader(Iterator<InternalRow> rows, RowEncoder encoder, Scalars scalars) {
      this.rows = rows;
      this.encoder = encoder;
      this.scalars = scalars;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public InputRow next() {
      InternalRow row = rows.next();
      encoder.encode(row, out);
      scalars.read(row, out);
      return out;
    }
  }
}
