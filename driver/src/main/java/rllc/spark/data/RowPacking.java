package rllc.spark.data;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.shard.Block;
import rllc.spark.input.BlockPacker;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.InputRow;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.RowReader;

/** From a table to packed data. */
final class RowPacking {
  private RowPacking() {}

  /**
   * @param heldOut whether rows of classes that are not among {@code labels} are counted apart
   */
  static PackedData pack(
      Dataset<Row> data,
      Columns columns,
      LabelCoding labels,
      BadRows badRows,
      Order order,
      boolean heldOut) {
    JavaRDD<InputRow> rows = InputColumns.rows(data, columns, order);
    String[] names = InputColumns.featureNames(data, columns.features());
    RowReader reader = new RowReader(columns, labels, names, heldOut);
    SparkContext spark = data.sparkSession().sparkContext();
    LongAccumulator skipped = spark.longAccumulator();
    LongAccumulator unseen = spark.longAccumulator();
    JavaRDD<Block> blocks =
        rows.mapPartitionsWithIndex(
            (partition, it) -> new BlockPacker(partition, it, reader, badRows, skipped, unseen),
            true);
    return PackedData.surveyed(
        blocks,
        skipped::value,
        () -> unseen.value() == 0 ? UnseenClasses.NONE : UnseenClasses.of(rows, reader),
        names);
  }
}
