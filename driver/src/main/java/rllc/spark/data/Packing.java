package rllc.spark.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.shard.Block;
import rllc.shard.BlockRows;
import rllc.spark.input.BlockPacker;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.InputRow;
import rllc.spark.input.JudgedBlock;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.RowReader;
import rllc.spark.input.RowTally;
import rllc.spark.input.UnseenClasses;
import rllc.spark.sum.BlockInfo;
import rllc.spark.sum.BlockMove;
import rllc.spark.sum.ShardPlan;

/** Makes packed rows from a table, or from blocks that were packed before. */
final class Packing {
  private Packing() {}

  /**
   * Packs a table. The number of features is that of the column's metadata, else that of most rows.
   * Each partition begins with the number of its first row; only if most rows say otherwise the
   * table is packed once more.
   *
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
    OptionalInt known = InputColumns.featureCount(data, columns.features());
    JavaRDD<JudgedBlock> first = judged(rows, reader, badRows, known);
    try {
      List<PartitionSurvey> partitions = survey(first);
      RowTally tally = PartitionSurvey.tally(partitions);
      if (known.isEmpty() && tally.isRagged(badRows)) {
        first.unpersist(true);
        return packed(judged(rows, reader, badRows, OptionalInt.of(tally.mostFeatures())), names);
      }
      return packed(first, partitions, names);
    } catch (Throwable e) {
      first.unpersist(true);
      throw e;
    }
  }

  private static JavaRDD<JudgedBlock> judged(
      JavaRDD<InputRow> rows, RowReader reader, BadRows badRows, OptionalInt features) {
    int known = features.orElse(BlockPacker.AS_FIRST);
    return rows.mapPartitionsWithIndex(
            (partition, it) -> new BlockPacker(partition, it, reader, badRows, known), true)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static PackedData packed(JavaRDD<JudgedBlock> judged, String[] names) {
    try {
      return packed(judged, survey(judged), names);
    } catch (Throwable e) {
      judged.unpersist(true);
      throw e;
    }
  }

  private static PackedData packed(
      JavaRDD<JudgedBlock> judged, List<PartitionSurvey> partitions, String[] names) {
    RowTally tally = PartitionSurvey.tally(partitions);
    tally.check();
    JavaRDD<Block> blocks = judged.filter(JudgedBlock::hasBlock).map(JudgedBlock::block);
    return placed(
        judged, blocks, PartitionSurvey.infos(partitions), tally.skipped(), tally.unseen(), names);
  }

  /** Blocks that were packed before, and the rows that were left out then. */
  static PackedData of(JavaRDD<Block> blocks, long skippedRows, UnseenClasses unseen) {
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<BlockInfo[]> infos = blocks.mapPartitions(Packing::infos).collect();
      return placed(blocks, blocks, infos, skippedRows, unseen, null);
    } catch (Throwable e) {
      blocks.unpersist(true);
      throw e;
    }
  }

  /** The rows of {@code blocks}, as {@code plan} numbers them, that {@code choice} takes. */
  static PackedData of(JavaRDD<Block> blocks, ShardPlan plan, PackedData.RowChoice choice) {
    JavaRDD<Block> chosen =
        blocks.mapPartitionsWithIndex((p, it) -> chosen(choice, plan.partitionStart(p), it), true);
    return of(chosen, 0, UnseenClasses.NONE);
  }

  private static Iterator<Block> chosen(
      PackedData.RowChoice choice, int first, Iterator<Block> blocks) {
    List<Block> all = new ArrayList<>();
    for (int number = first; blocks.hasNext(); number++) {
      Block block = blocks.next();
      int at = number;
      int[] rows = IntStream.range(0, block.rows()).filter(r -> choice.takes(at, r)).toArray();
      if (rows.length > 0) {
        all.add(BlockRows.of(block, rows));
      }
    }
    return all.iterator();
  }

  /** On a cluster, blocks move to the executors that will work them. */
  private static PackedData placed(
      JavaRDD<?> stored,
      JavaRDD<Block> blocks,
      List<BlockInfo[]> infos,
      long skippedRows,
      UnseenClasses unseen,
      String[] names) {
    BlockTotals totals = BlockTotals.of(infos);
    ShardPlan plan = ShardPlan.of(infos, totals.features() + 1L);
    RowFacts facts = new RowFacts(totals, BlockJoins.of(infos, plan), skippedRows, unseen, names);
    SparkContext context = blocks.context();
    if (context.isLocal()) {
      return new PackedData(new CachedBlocks(stored, blocks, plan, 0), facts);
    }
    int tasks = plan.tasks(context.defaultParallelism());
    ShardPlan target = plan.moved(plan.blocks());
    JavaRDD<Block> moved = BlockMove.into(target, blocks, plan, tasks);
    stored.unpersist(false);
    return new PackedData(new CachedBlocks(moved, target, tasks), facts);
  }

  private static List<PartitionSurvey> survey(JavaRDD<JudgedBlock> blocks) {
    return blocks.mapPartitions(it -> List.of(PartitionSurvey.of(it)).iterator()).collect();
  }

  private static Iterator<BlockInfo[]> infos(Iterator<Block> blocks) {
    List<BlockInfo> infos = new ArrayList<>();
    blocks.forEachRemaining(block -> infos.add(BlockInfo.of(block)));
    return List.<BlockInfo[]>of(infos.toArray(BlockInfo[]::new)).iterator();
  }
}
