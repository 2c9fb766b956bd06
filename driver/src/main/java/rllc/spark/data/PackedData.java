package rllc.spark.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.RunSettings;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.shard.Precision;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.LabelCoding;
import rllc.spark.sum.BlockInfo;
import rllc.spark.sum.BlockMove;
import rllc.spark.sum.ShardFunction;
import rllc.spark.sum.ShardPlan;
import rllc.spark.sum.ShardedSum;
import rllc.train.objective.Batch;

/**
 * Rows packed once into blocks that stay cached (memory first, then local disk) until {@link
 * #close}; the owner of everything that a run leaves in the cluster. Outlives a fit: several may
 * use it.
 */
public final class PackedData implements AutoCloseable {
  /** Spark looks up each partition in each job: a few milliseconds for so many. */
  private static final int MOST_PARTITIONS = 4096;

  private RDD<Block> blocks;
  private ShardedSum sums;
  private final BlockTotals totals;
  private final BlockJoins runs;
  private final long skippedRows;
  private UnseenClasses unseen = UnseenClasses.NONE;
  private Moments moments;
  private StoredPrecision stored = StoredPrecision.AS_GIVEN;
  private boolean cut;
  private String[] featureNames;

  private PackedData(
      RDD<Block> blocks, ShardedSum sums, BlockTotals totals, BlockJoins runs, long skippedRows) {
    this.blocks = blocks;
    this.sums = sums;
    this.totals = totals;
    this.runs = runs;
    this.skippedRows = skippedRows;
  }

  /**
   * Packs the rows of {@code data}, in one pass.
   *
   * @throws BadInputException if a column is missing or has the wrong type, if there is no row, or,
   *     with {@link BadRows#FAIL}, if a row cannot be trained on
   */
  public static PackedData pack(
      Dataset<Row> data, Columns columns, LabelCoding labels, BadRows badRows, Order order) {
    return RowPacking.pack(data, columns, labels, badRows, order, false);
  }

  /**
   * The same of rows that were held out from those that have told {@code labels}: a class that is
   * none of them is no fault of the row, which is left out and counted ({@link #unseen}).
   */
  public static PackedData packHeldOut(
      Dataset<Row> data, Columns columns, LabelCoding labels, BadRows badRows, Order order) {
    return RowPacking.pack(data, columns, labels, badRows, order, true);
  }

  /** Blocks that were packed before, and the rows that were left out then. */
  static PackedData of(JavaRDD<Block> blocks, long skippedRows, UnseenClasses unseen) {
    return surveyed(blocks, () -> skippedRows, () -> unseen, null);
  }

  /**
   * Packed blocks, kept and surveyed, in one pass.
   *
   * @param skipped bad rows that were left out, known after the pass, as are those {@code unseen}
   * @param names of features, or null
   */
  static PackedData surveyed(
      JavaRDD<Block> packed, LongSupplier skipped, Supplier<UnseenClasses> unseen, String[] names) {
    JavaRDD<Block> blocks = packed.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      PackedData data = survey(blocks, skipped);
      data.unseen = unseen.get();
      data.featureNames = names;
      return data;
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      blocks.unpersist(true);
      throw e;
    }
  }

  private static PackedData survey(JavaRDD<Block> blocks, LongSupplier skipped) {
    List<BlockInfo[]> partitions = blocks.mapPartitions(PackedData::infos).collect();
    BlockTotals totals = BlockTotals.of(partitions);
    ShardPlan plan = ShardPlan.of(partitions, totals.features() + 1L);
    BlockJoins runs = BlockJoins.of(partitions, plan);
    SparkContext context = blocks.context();
    int tasks = plan.tasks(context.defaultParallelism());
    RDD<Block> kept = blocks.rdd();
    if (!context.isLocal()) {
      ShardPlan target = plan.movedTo(tasks, plan.blocks());
      kept = BlockMove.into(target, blocks, plan, tasks).rdd();
      blocks.unpersist(false);
      plan = target;
    }
    return new PackedData(
        kept, ShardedSum.over(kept, plan, tasks), totals, runs, skipped.getAsLong());
  }

  private static Iterator<BlockInfo[]> infos(Iterator<Block> blocks) {
    List<BlockInfo> infos = new ArrayList<>();
    blocks.forEachRemaining(block -> infos.add(BlockInfo.of(block)));
    return List.<BlockInfo[]>of(infos.toArray(BlockInfo[]::new)).iterator();
  }

  /**
   * Rounds the stored values to floats where {@code setting} says so, once for all fits; dense
   * blocks are joined. Moments and fingerprint stay those of the rows as given.
   *
   * @throws IllegalStateException if doubles are wanted of values that were rounded, or floats of
   *     blocks that were cut for batches, where neighbours may be apart
   * @throws BadInputException if a value is too large for a float
   */
  public StoredPrecision store(RunSettings.Precision setting) {
    StoredPrecision choice = StoredPrecision.of(setting, moments(), totals.valueBytes());
    if (choice.precision() == Precision.DOUBLE && stored.precision() == Precision.FLOAT) {
      throw new IllegalStateException("the values were rounded to floats; pack them again");
    }
    if (choice.precision() == Precision.FLOAT && stored.precision() == Precision.DOUBLE) {
      if (cut) {
        throw new IllegalStateException("the blocks were cut for batches; pack them again");
      }
      ShardPlan plan = sums.plan();
      BlockJoins joined = runs;
      replace(
          blocks
              .toJavaRDD()
              .mapPartitionsWithIndex((p, it) -> joined.inFloats(plan.partitionStart(p), it), true),
          joined.joined(plan));
    }
    stored = choice;
    return stored;
  }

  /**
   * Where blocks lie on disk, partitions of few blocks take the place of large ones, by one shuffle
   * for all fits: Spark reads a partition as a whole, and a batch would read far more than it looks
   * at.
   */
  public void cutForBatches() {
    ShardPlan plan = sums.plan();
    int most = (plan.blocks() + MOST_PARTITIONS - 1) / MOST_PARTITIONS;
    ShardPlan target = plan.movedTo(sums.tasks(), most);
    if (isOnDisk() && target.partitions() > plan.partitions()) {
      JavaRDD<Block> moved = BlockMove.into(target, blocks.toJavaRDD(), plan, sums.tasks());
      blocks.unpersist(false);
      blocks = moved.rdd();
      sums = ShardedSum.over(blocks, target, sums.tasks());
      cut = true;
    }
  }

  private boolean isOnDisk() {
    return Arrays.stream(blocks.context().getRDDStorageInfo())
        .anyMatch(info -> info.id() == blocks.id() && info.diskSize() > 0);
  }

  /** Labels that were packed as numbers become classes; before anything is summed. */
  void code(LabelCoding coding) {
    if (moments != null) {
      throw new IllegalStateException("labels are coded before the moments are taken");
    }
    replace(blocks.toJavaRDD().map(coding::coded), sums.plan());
  }

  /** Other blocks of the same rows take the place of the present ones. */
  private void replace(JavaRDD<Block> others, ShardPlan plan) {
    others.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      others.count();
    } catch (Exception e) {
      // Exception: Spark's Scala code throws checked ones undeclared.
      others.unpersist(false);
      throw e;
    }
    blocks.unpersist(false);
    blocks = others.rdd();
    sums = ShardedSum.over(blocks, plan, sums.tasks());
  }

  /** The sum of {@code function} over all blocks, the same bits for any number of tasks. */
  public <S> S sum(ShardFunction<S> function) {
    return sum(function, Batch.ALL);
  }

  /** The sum over the rows of {@code batch}; blocks that it does not look at are not touched. */
  public <S> S sum(ShardFunction<S> function, Batch batch) {
    return sums.sum(function, batch);
  }

  /** Sums over runs of shards. */
  ShardedSum sums() {
    return sums;
  }

  /** The number of blocks. */
  public int blockCount() {
    return sums.plan().blocks();
  }

  /** The blocks, to map over, in their order. */
  public JavaRDD<Block> blocks() {
    return blocks.toJavaRDD();
  }

  /** Means and deviations of features and label; one pass over the blocks at the first call. */
  public Moments moments() {
    if (moments == null) {
      moments = sum(new MomentsFunction(features()));
    }
    return moments;
  }

  public long rows() {
    return totals.rows();
  }

  public int features() {
    return totals.features();
  }

  /** Feature {@code j} for people: its number, and its name where the table has one. */
  String featureName(int j) {
    return "feature " + j + (featureNames == null ? "" : " (" + featureNames[j] + ")");
  }

  /** Stored entries, zeros of dense blocks included. */
  public long entries() {
    return totals.entries();
  }

  public long nonZeros() {
    return totals.nonZeros();
  }

  /** A hash of all rows in their order, 16 hexadecimal digits. */
  public String fingerprint() {
    return String.format("%016x", totals.hash());
  }

  /** Rows left out as bad. */
  public long skippedRows() {
    return skippedRows;
  }

  /** Held-out rows that are not among these: of classes that no training row has. */
  public UnseenClasses unseen() {
    return unseen;
  }

  /** Tasks of a sum that run side by side. */
  public int parallelTasks() {
    return Math.min(sums.tasks(), blocks.context().defaultParallelism());
  }

  /** The same of a sum over {@code batch}. */
  public int parallelTasks(Batch batch) {
    return Math.min(parallelTasks(), sums.touched(batch).size());
  }

  /** Number of leaves of the sum's tree. */
  public int shards() {
    return sums.plan().shards();
  }

  /** Waits until all is gone: a Spark that stops meanwhile prints traces on the screen. */
  @Override
  public void close() {
    blocks.unpersist(true);
  }
}
