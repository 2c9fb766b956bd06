package rllc.spark.input;

import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.spark.data.PackedData;

/** Rows as any of Spark's estimators takes them: judged as for packing, every label a number. */
public final class NumericTable {
  /** The columns of the table. */
  public static final Columns COLUMNS = new Columns("features", "label", "weight");

  private static final StructType SCHEMA =
      new StructType()
          .add(COLUMNS.features(), SQLDataTypes.VectorType())
          .add(COLUMNS.label(), DataTypes.DoubleType)
          .add(COLUMNS.weight(), DataTypes.DoubleType);

  private NumericTable() {}

  /**
   * The good rows of {@code data} in {@code partitions} partitions.
   *
   * @throws rllc.spark.input.BadInputException as {@link PackedData#pack}, in part only when it is
   *     read
   */
  public static Dataset<Row> of(
      Dataset<Row> data,
      Columns columns,
      LabelCoding labels,
      BadRows badRows,
      Order order,
      int partitions) {
    JavaRDD<InputRow> rows = InputColumns.rows(data, columns, order);
    RowReader reader =
        new RowReader(columns, labels, InputColumns.featureNames(data, columns.features()));
    JavaRDD<Row> numbers =
        rows.mapPartitionsWithIndex(
            (partition, it) -> numbers(partition, it, reader, badRows), true);
    JavaRDD<Row> spread =
        numbers.getNumPartitions() < partitions
            ? numbers.repartition(partitions)
            : numbers.coalesce(partitions);
    return data.sparkSession().createDataFrame(spread, SCHEMA);
  }

  /** The good rows of a partition, one at a time. */
  private static Iterator<Row> numbers(
      int partition, Iterator<InputRow> rows, RowReader reader, BadRows badRows) {
    Judge judge = new Judge(partition, reader, badRows);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
        .filter(judge::isGood)
        .map(row -> RowFactory.create(vector(row), reader.label(row), row.weight))
        .iterator();
  }

  private static Vector vector(InputRow row) {
    return row.indices == null
        ? Vectors.dense(row.values)
        : Vectors.sparse(row.features, row.indices, row.values);
  }

  private static final class Judge {
    private final int partition;
    private final RowReader reader;
    private final BadRows badRows;
    private int features = -1;
    private long number;

    Judge(int partition, RowReader reader, BadRows badRows) {
      this.partition = partition;
      this.reader = reader;
      this.badRows = badRows;
    }

    boolean isGood(InputRow row) {
      features = features < 0 ? row.features : features;
      String complaint = reader.complaint(row, features);
      if (complaint != null && badRows == BadRows.FAIL) {
        throw RowReader.badRow(partition, number, complaint);
      }
      number++;
      return complaint == null;
    }
  }
}
