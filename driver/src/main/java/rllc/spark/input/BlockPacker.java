package rllc.spark.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import rllc.settings.DataSettings.BadRows;
import rllc.shard.BlockBuilder;

/**
 * Packs the rows of one partition into blocks, one pass, holding no more than one open block. The
 * last element tells of all rows of the partition.
 */
public final class BlockPacker implements Iterator<JudgedBlock> {
  /**
   * The number of features is that of the partition's first row, as long as nobody knows better.
   */
  public static final int AS_FIRST = -1;

  private final int partition;
  private final Iterator<InputRow> rows;
  private final RowReader reader;
  private final BadRows badRows;
  private final boolean guessed;
  private final RowTally tally = new RowTally();
  private final Deque<JudgedBlock> ready = new ArrayDeque<>();
  private BlockBuilder builder;
  private int features;
  private long row;
  private boolean ended;

  /**
   * @param features that a row must have, or {@link #AS_FIRST}; then a row of another number is
   *     counted, never blamed
   */
  public BlockPacker(
      int partition, Iterator<InputRow> rows, RowReader reader, BadRows badRows, int features) {
    this.partition = partition;
    this.rows = rows;
    this.reader = reader;
    this.badRows = badRows;
    this.guessed = features == AS_FIRST;
    this.features = features;
    this.builder = guessed ? null : new BlockBuilder(features);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      ended = !rows.hasNext();
      if (!ended) {
        take(rows.next());
      } else if (builder != null) {
        builder.finish();
      }
      if (builder != null && builder.hasFinished()) {
        builder.drain().forEach(block -> ready.add(JudgedBlock.of(block)));
      }
      if (ended) {
        ready.add(JudgedBlock.end(tally));
      }
    }
    return !ready.isEmpty();
  }

  private void take(InputRow next) {
    if (builder == null && next.hasFeatures()) {
      features = next.features;
      builder = new BlockBuilder(features);
    }
    tally.size(next.features);
    if (reader.isUnseen(next)) {
      tally.unseen(next.weight);
      row++;
      return;
    }
    String complaint = reader.complaint(next, features);
    boolean otherSize = next.hasFeatures() && next.features != features;
    if (complaint == null) {
      reader.add(next, builder);
      tally.good(features);
    } else if (badRows == BadRows.FAIL && !(guessed && otherSize)) {
      throw RowReader.badRow(partition, row, complaint);
    } else {
      tally.skipped(complaint);
    }
    row++;
  }

  @Override
  public JudgedBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.pop();
  }
}
