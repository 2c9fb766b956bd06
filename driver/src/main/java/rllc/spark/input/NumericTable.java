package rllc.spark.input;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
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
   * <p>Without metadata that tell the number of features, one pass finds what most rows have. With
   * {@link BadRows#SKIP} one more counts the rows that are left out.
   *
   * @throws BadInputException as packing does, in part only when the table is read
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
    int features =
        InputColumns.featureCount(data, columns.features())
            .orElseGet(() -> tally(rows, row -> null).mostFeatures());
    if (badRows == BadRows.SKIP) {
      tally(rows, row -> reader.complaint(row, features)).check();
    }
    JavaRDD<Row> numbers =
        rows.mapPartitionsWithIndex(
            (partition, it) -> numbers(new Judge(partition, reader, badRows, features), it), true);
    JavaRDD<Row> spread =
        numbers.getNumPartitions() < partitions
            ? numbers.repartition(partitions)
            : numbers.coalesce(partitions);
    return data.sparkSession().createDataFrame(spread, SCHEMA);
  }

  /** Counts all rows; {@code complaints} tells what is wrong with a row, or null. */
  private static RowTally tally(JavaRDD<InputRow> rows, Function<InputRow, String> complaints) {
    RowTally all = new RowTally();
    rows.mapPartitions(it -> List.of(tally(it, complaints)).iterator()).collect().forEach(all::add);
    return all;
  }

  private static RowTally tally(Iterator<InputRow> rows, Function<InputRow, String> complaints)
      throws Exception {
    RowTally tally = new RowTally();
    while (rows.hasNext()) {
      InputRow row = rows.next();
      tally.size(row.features);
      String complaint = complaints.call(row);
      if (complaint == null) {
        tally.good(row.features);
      } else {
        tally.skipped(complaint);
      }
    }
    return tally;
  }

  /** The good rows of a partition, one at a time. */
  private static Iterator<Row> numbers(Judge judge, Iterator<InputRow> rows) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
        .filter(judge::isGood)
        .map(row -> RowFactory.create(vector(row.copy()), judge.reader.label(row), row.weight))
        .iterator();
  }

  private static Vector vector(InputRow row) {
    return row.dense
        ? Vectors.dense(row.values)
        : Vectors.sparse(row.features, row.indices, row.values);
  }

  private static final class Judge {
    private final int partition;
    private final RowReader reader;
    private final BadRows badRows;
    private final int features;
    private long number;

    Judge(int partition, RowReader reader, BadRows badRows, int features) {
      this.partition = partition;
      this.reader = reader;
      this.badRows = badRows;
      this.features = features;
    }

    boolean isGood(InputRow row) {
      String complaint = reader.complaint(row, features);
      if (complaint != null && badRows == BadRows.FAIL) {
        throw RowReader.badRow(RowPart.TRAIN, partition, number, complaint);
      }
      number++;
      return complaint == null;
    }
  }
}
