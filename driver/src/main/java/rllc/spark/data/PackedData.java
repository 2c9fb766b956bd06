package rllc.spark.data;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import rllc.settings.DataSettings.BadRows;
import rllc.settings.DataSettings.Order;
import rllc.settings.RunSettings;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.shard.Precision;
import rllc.spark.input.BadInputException;
import rllc.spark.input.Columns;
import rllc.spark.input.InputColumns;
import rllc.spark.input.InputRows;
import rllc.spark.input.LabelCoding;
import rllc.spark.input.UnseenClasses;
import rllc.spark.sum.BlockMove;
import rllc.spark.sum.ShardFunction;
import rllc.spark.sum.ShardPlan;
import rllc.train.objective.Batch;

/**
 * Rows packed into blocks that stay stored (memory first, then local disk) until {@link #close}.
 * Immutable: {@link #as}, {@link #cutForBatches}, {@link #coded} and {@link #spread} return another
 * value, which is closed by itself, before or after this one. Several fits in several threads may
 * use one value; none sees what another one does.
 */
public final class PackedData implements AutoCloseable {
  /** Spark looks up each partition in each job: a few milliseconds for so many. */
  private static final int MOST_PARTITIONS = 4096;

  private final CachedBlocks cached;
  private final RowFacts facts;
  private final StoredPrecision precision;
  private final boolean cut;
  private final AtomicBoolean closed = new AtomicBoolean();

  PackedData(CachedBlocks cached, RowFacts facts) {
    this(cached, facts, StoredPrecision.AS_GIVEN, false);
  }

  private PackedData(CachedBlocks cached, RowFacts facts, StoredPrecision precision, boolean cut) {
    this.cached = cached;
    this.facts = facts;
    this.precision = precision;
    this.cut = cut;
  }

  /**
   * Packs the rows of {@code data}, in one pass.
   *
   * @throws BadInputException if a column is missing or has the wrong type, if there is no row, or,
   *     with {@link BadRows#FAIL}, if a row cannot be trained on
   */
  public static PackedData pack(
      Dataset<Row> data, Columns columns, LabelCoding labels, BadRows badRows, Order order) {
    return Packing.pack(InputColumns.source(data, columns, order), labels, badRows, false);
  }

  /**
   * The same of rows that were held out from those that have told {@code labels}: a class that is
   * none of them is no fault of the row, which is left out and counted ({@link #unseen}).
   */
  public static PackedData packHeldOut(
      Dataset<Row> data, Columns columns, LabelCoding labels, BadRows badRows, Order order) {
    return Packing.pack(InputColumns.source(data, columns, order), labels, badRows, true);
  }

  /** Packs {@code rows}, which are all for one thing, in one pass; otherwise as {@link #pack}. */
  public static PackedData pack(InputRows rows, LabelCoding labels, BadRows badRows) {
    return Packing.pack(rows, labels, badRows, false);
  }

  /**
   * The rows with values of the precision that {@code setting} asks for. Floats are rounded from
   * doubles, and dense blocks are joined. Moments and fingerprint stay those of the rows as given.
   *
   * @throws IllegalStateException if doubles are wanted of values that were rounded, or floats of
   *     {@link #cutForBatches} blocks, of which neighbours may be apart
   * @throws BadInputException if a value is too large for a float
   */
  public PackedData as(RunSettings.Precision setting) {
    if (precision.precision() == Precision.FLOAT) {
      if (setting == RunSettings.Precision.DOUBLE) {
        throw new IllegalStateException(
            "the values were rounded to floats; ask the rows as they were packed for doubles");
      }
      return shared();
    }
    StoredPrecision choice = StoredPrecision.of(setting, moments(), facts.totals().valueBytes());
    if (choice.precision() == Precision.DOUBLE) {
      return view(open().held(), choice);
    }
    if (cut) {
      throw new IllegalStateException(
          "the blocks were cut for batches; ask the rows as they were packed for floats");
    }
    return view(open().derived("floats", this::floats), choice);
  }

  /** The same rows, to be closed by itself. */
  public PackedData shared() {
    return view(open().held(), precision);
  }

  private PackedData view(CachedBlocks blocks, StoredPrecision stored) {
    return new PackedData(blocks, facts, stored, cut);
  }

  private CachedBlocks floats() {
    ShardPlan plan = cached.plan();
    BlockJoins joins = facts.joins();
    return stored(
        blocks()
            .mapPartitionsWithIndex((p, it) -> joins.inFloats(plan.partitionStart(p), it), true),
        joins.joined(plan));
  }

  /** Blocks that lie where those that they were made of do. */
  private CachedBlocks stored(JavaRDD<Block> blocks, ShardPlan plan) {
    return new CachedBlocks(BlockMove.stored(blocks, blocks::count), plan, cached.placedTasks());
  }

  /**
   * The rows in partitions of few blocks if they lie on disk, by one shuffle. Spark reads a
   * partition as a whole, and a batch would read far more than it looks at.
   */
  public PackedData cutForBatches() {
    ShardPlan plan = cached.plan();
    int most = (plan.blocks() + MOST_PARTITIONS - 1) / MOST_PARTITIONS;
    ShardPlan target = plan.moved(most);
    if (target.partitions() <= plan.partitions() || !open().isOnDisk()) {
      return shared();
    }
    CachedBlocks moved =
        open()
            .derived(
                "cut",
                () -> {
                  int tasks = cached.sums().tasks();
                  return new CachedBlocks(
                      BlockMove.into(target, blocks(), plan, tasks), target, tasks);
                });
    return new PackedData(moved, facts, precision, true);
  }

  /**
   * The rows spread over the executors of now, if there are more cores than when they were stored.
   * In local mode nothing moves.
   */
  public PackedData spread() {
    int tasks = cached.sums().tasks();
    if (open().context().isLocal() || tasks <= cached.placedTasks()) {
      return shared();
    }
    return view(
        cached.derived(
            "spread over " + tasks,
            () ->
                new CachedBlocks(
                    BlockMove.spread(blocks(), cached.plan(), tasks), cached.plan(), tasks)),
        precision);
  }

  /** The rows with classes in the place of labels that were packed as numbers. */
  PackedData coded(LabelCoding coding) {
    return new PackedData(
        stored(blocks().map(coding::coded), cached.plan()), facts.relabelled(), precision, cut);
  }

  /** A choice of rows by their places. */
  public interface RowChoice extends Serializable {
    /** Whether row {@code row} of block {@code block} is taken. */
    boolean takes(int block, int row);
  }

  /**
   * The rows that {@code choice} takes, in blocks of their own.
   *
   * @throws BadInputException if there are none
   */
  public PackedData where(RowChoice choice) {
    return Packing.of(blocks(), cached.plan(), choice);
  }

  /**
   * Held-out rows with classes in the place of labels that were packed as numbers; those of other
   * classes are left out and counted ({@link #unseen}).
   */
  PackedData codedHeldOut(LabelCoding coding) {
    return HeldOutClasses.coded(this, coding, facts);
  }

  /** The sum of {@code function} over all blocks, the same bits for any number of tasks. */
  public <S> S sum(ShardFunction<S> function) {
    return sum(function, Batch.ALL);
  }

  /** The sum over the rows of {@code batch}; blocks that it does not look at are not touched. */
  public <S> S sum(ShardFunction<S> function, Batch batch) {
    return open().sums().sum(function, batch);
  }

  /** The number of blocks. */
  public int blockCount() {
    return cached.plan().blocks();
  }

  /** The blocks, to map over, in their order. */
  public JavaRDD<Block> blocks() {
    return open().blocks();
  }

  /** Number of the RDD that Spark stores for these rows. */
  public int storedId() {
    return cached.id();
  }

  private CachedBlocks open() {
    if (closed.get()) {
      throw new IllegalStateException("packed rows must not be used after they were closed");
    }
    return cached;
  }

  /** Means and deviations of features and label; one pass over the blocks at the first call. */
  public Moments moments() {
    return facts.moments(() -> sum(new MomentsFunction(features())));
  }

  /** How the values are stored, and why. */
  public StoredPrecision precision() {
    return precision;
  }

  public long rows() {
    return facts.totals().rows();
  }

  public int features() {
    return facts.totals().features();
  }

  /** Feature {@code j} for people: its number, and its name if the table has one. */
  public String featureName(int j) {
    return facts.featureName(j);
  }

  /** Stored entries, zeros of dense blocks included. */
  public long entries() {
    return facts.totals().entries();
  }

  public long nonZeros() {
    return facts.totals().nonZeros();
  }

  /** A hash of all rows in their order, 16 hexadecimal digits. */
  public String fingerprint() {
    return String.format("%016x", facts.totals().hash());
  }

  /** Rows left out as bad. */
  public long skippedRows() {
    return facts.skippedRows();
  }

  /** Held-out rows that are not among these: of classes that no training row has. */
  public UnseenClasses unseen() {
    return facts.unseen();
  }

  /** Tasks of a sum of a few numbers that run side by side. */
  public int parallelTasks() {
    return parallelTasks(0, Batch.ALL);
  }

  /** Tasks of a sum of {@code length} numbers over {@code batch} that run side by side. */
  public int parallelTasks(long length, Batch batch) {
    return Math.min(cached.sums().tasks(length, batch), cached.context().defaultParallelism());
  }

  /** Number of leaves of the sum's tree, for sums of a few numbers. */
  public int shards() {
    return cached.plan().shards();
  }

  /** Lets go of the blocks; those of other values stay. A second call does nothing. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      cached.release();
    }
  }
}
