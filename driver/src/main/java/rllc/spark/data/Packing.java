package rllc.spark.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import rllc.settings.DataSettings.BadRows;
import rllc.shard.Block;
import rllc.shard.BlockRows;
import rllc.spark.input.BadInputException;
import rllc.spark.input.BlockPacker;
import rllc.spark.input.InputRows;
import rllc.spark.input.JudgedBlock;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.RowPart;
import rllc.spark.input.RowReader;
import rllc.spark.input.RowTally;
import rllc.spark.input.UnseenClasses;
import rllc.spark.sum.BlockInfo;
import rllc.spark.sum.BlockMove;
import rllc.spark.sum.ShardPlan;

/** Makes packed rows from rows of a table, or from blocks that were packed before. */
final class Packing {
  private final InputRows source;
  private final RowReader[] readers;
  private final BadRows badRows;
  private final EnumMap<RowPart, PackedData> done = new EnumMap<>(RowPart.class);

  private Packing(InputRows source, RowReader[] readers, BadRows badRows) {
    this.source = source;
    this.readers = readers;
    this.badRows = badRows;
  }

  /**
   * Packs rows that are all for one thing. The number of features is that which is known, else that
   * of most rows. Each partition begins with the number of its first row; only if most rows say
   * otherwise they are packed once more.
   *
   * @param heldOut whether rows of classes that are not among {@code labels} are counted apart
   */
  static PackedData pack(InputRows source, LabelCoding labels, BadRows badRows, boolean heldOut) {
    RowReader[] one = {reader(source, labels, heldOut)};
    return new Packing(source, one, badRows).pack(Set.of(RowPart.TRAIN), "").get(RowPart.TRAIN);
  }

  /** Packs the rows of the parts that there are, in one pass. */
  static Map<RowPart, PackedData> parts(
      InputRows source, LabelCoding labels, BadRows badRows, Set<RowPart> parts, String place) {
    RowReader[] readers =
        Arrays.stream(RowPart.values())
            .map(part -> reader(source, labels, part != RowPart.TRAIN))
            .toArray(RowReader[]::new);
    return new Packing(source, readers, badRows).pack(parts, place);
  }

  private static RowReader reader(InputRows source, LabelCoding labels, boolean heldOut) {
    return new RowReader(source.columns(), labels, source.names(), heldOut);
  }

  private Map<RowPart, PackedData> pack(Set<RowPart> parts, String place) {
    int[] features = new int[readers.length];
    Arrays.fill(features, source.features().orElse(BlockPacker.AS_FIRST));
    JavaRDD<JudgedBlock> judged = judged(features);
    try {
      List<List<PartitionSurvey>> surveys = survey(judged);
      List<RowTally> tallies = surveys.stream().map(PartitionSurvey::tally).toList();
      if (source.features().isEmpty()
          && tallies.stream().anyMatch(tally -> tally.isRagged(badRows))) {
        judged.unpersist(true);
        judged = judged(tallies.stream().mapToInt(RowTally::mostFeatures).toArray());
        surveys = survey(judged);
      }
      for (RowPart part : parts) {
        done.put(part, packed(judged, part, surveys.get(part.ordinal()), place));
      }
      if (!isLocal(judged)) {
        judged.unpersist(false);
      }
      return done;
    } catch (Throwable e) {
      done.values().forEach(PackedData::close);
      judged.unpersist(true);
      throw e;
    }
  }

  private JavaRDD<JudgedBlock> judged(int[] features) {
    RowReader[] own = readers;
    BadRows bad = badRows;
    return source
        .rows()
        .mapPartitionsWithIndex(
            (partition, it) -> new BlockPacker(partition, it, own, bad, features), true)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** For each part what was found in each partition. */
  private List<List<PartitionSurvey>> survey(JavaRDD<JudgedBlock> blocks) {
    int parts = readers.length;
    List<PartitionSurvey[]> found =
        blocks
            .mapPartitions(
                it -> Collections.singletonList(PartitionSurvey.of(it, parts)).iterator())
            .collect();
    return IntStream.range(0, parts)
        .mapToObj(part -> found.stream().map(surveys -> surveys[part]).toList())
        .toList();
  }

  private PackedData packed(
      JavaRDD<JudgedBlock> judged, RowPart part, List<PartitionSurvey> partitions, String place) {
    try {
      int number = part.ordinal();
      RowTally tally = PartitionSurvey.tally(partitions);
      tally.check();
      JavaRDD<Block> blocks =
          judged
              .filter(block -> block.hasBlock() && block.part() == number)
              .map(JudgedBlock::block);
      List<BlockInfo[]> infos = PartitionSurvey.infos(partitions);
      BlockTotals totals = BlockTotals.of(infos);
      // The first part keeps what was packed. The others, which are few, are stored once more: who
      // reads them alone, once a step, need not read through all rows.
      JavaRDD<?> stored = judged;
      if (part != RowPart.TRAIN && isLocal(judged)) {
        JavaRDD<Block> own = blocks;
        blocks = BlockMove.stored(own, own::count);
        stored = blocks;
      }
      RowFacts facts =
          new RowFacts(
              totals,
              BlockJoins.of(infos, plan(infos, totals)),
              tally.skipped(),
              tally.unseen(),
              source.names());
      return placed(stored, blocks, plan(infos, totals), facts);
    } catch (BadInputException e) {
      throw part == RowPart.TRAIN
          ? e
          : new BadInputException(part.of(place) + ": " + e.getMessage(), e);
    }
  }

  private static ShardPlan plan(List<BlockInfo[]> infos, BlockTotals totals) {
    return ShardPlan.of(infos, totals.features() + 1L);
  }

  /** Blocks that were packed before, and the rows that were left out then. */
  static PackedData of(
      JavaRDD<Block> blocks, long skippedRows, UnseenClasses unseen, String[] names) {
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<BlockInfo[]> infos = blocks.mapPartitions(Packing::infos).collect();
      BlockTotals totals = BlockTotals.of(infos);
      ShardPlan plan = plan(infos, totals);
      RowFacts facts = new RowFacts(totals, BlockJoins.of(infos, plan), skippedRows, unseen, names);
      PackedData packed = placed(blocks, blocks, plan, facts);
      if (!isLocal(blocks)) {
        blocks.unpersist(false);
      }
      return packed;
    } catch (Throwable e) {
      blocks.unpersist(true);
      throw e;
    }
  }

  /** The rows of {@code blocks}, as {@code plan} numbers them, that {@code choice} takes. */
  static PackedData of(JavaRDD<Block> blocks, ShardPlan plan, PackedData.RowChoice choice) {
    JavaRDD<Block> chosen =
        blocks.mapPartitionsWithIndex((p, it) -> chosen(choice, plan.partitionStart(p), it), true);
    return of(chosen, 0, UnseenClasses.NONE, null);
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

  private static boolean isLocal(JavaRDD<?> rows) {
    return rows.context().isLocal();
  }

  /** On a cluster, blocks move to the executors that will work them. */
  private static PackedData placed(
      JavaRDD<?> stored, JavaRDD<Block> blocks, ShardPlan plan, RowFacts facts) {
    SparkContext context = blocks.context();
    if (context.isLocal()) {
      return new PackedData(new CachedBlocks(stored, blocks, plan, 0), facts);
    }
    int tasks = plan.tasks(context.defaultParallelism());
    ShardPlan target = plan.moved(plan.blocks());
    return new PackedData(
        new CachedBlocks(BlockMove.into(target, blocks, plan, tasks), target, tasks), facts);
  }

  private static Iterator<BlockInfo[]> infos(Iterator<Block> blocks) {
    List<BlockInfo> infos = new ArrayList<>();
    blocks.forEachRemaining(block -> infos.add(BlockInfo.of(block)));
    return List.<BlockInfo[]>of(infos.toArray(BlockInfo[]::new)).iterator();
  }
}
