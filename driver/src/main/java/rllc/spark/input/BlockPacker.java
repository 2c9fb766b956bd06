package rllc.spark.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import rllc.settings.DataSettings.BadRows;
import rllc.shard.BlockBuilder;

/**
 * Packs the rows of one partition into blocks, one pass, each part by itself, holding no more than
 * one open block a part. The last elements tell of all rows of each part of the partition.
 */
public final class BlockPacker implements Iterator<JudgedBlock> {
  /** The number of features is that of the part's first row, as long as nobody knows better. */
  public static final int AS_FIRST = -1;

  private final int partition;
  private final Iterator<InputRow> rows;
  private final BadRows badRows;
  private final Open[] parts;
  private final Deque<JudgedBlock> ready = new ArrayDeque<>();
  private boolean ended;

  /**
   * @param readers of the rows of each part
   * @param features that a row of each part must have, or {@link #AS_FIRST}; then a row of another
   *     number is counted, never blamed
   */
  public BlockPacker(
      int partition,
      Iterator<InputRow> rows,
      RowReader[] readers,
      BadRows badRows,
      int[] features) {
    this.partition = partition;
    this.rows = rows;
    this.badRows = badRows;
    this.parts =
        IntStream.range(0, readers.length)
            .mapToObj(part -> new Open(part, readers[part], features[part]))
            .toArray(Open[]::new);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      if (rows.hasNext()) {
        InputRow row = rows.next();
        parts[row.part].take(row);
      } else {
        ended = true;
        for (Open part : parts) {
          part.end();
        }
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public JudgedBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.pop();
  }

  /** The rows of a part. */
  private final class Open {
    private final int part;
    private final RowReader reader;
    private final boolean guessed;
    private final RowTally tally = new RowTally();
    private BlockBuilder builder;
    private int features;
    private long row;

    Open(int part, RowReader reader, int features) {
      this.part = part;
      this.reader = reader;
      this.guessed = features == AS_FIRST;
      this.features = features;
      this.builder = guessed ? null : new BlockBuilder(features);
    }

    void take(InputRow next) {
      if (builder == null && next.hasFeatures()) {
        features = next.features;
        builder = new BlockBuilder(features);
      }
      tally.size(next.features);
      if (reader.isUnseen(next)) {
        tally.unseen(next.weight);
      } else {
        judge(next);
      }
      row++;
    }

    private void judge(InputRow next) {
      String complaint = reader.complaint(next, features);
      boolean otherSize = next.hasFeatures() && next.features != features;
      if (complaint == null) {
        reader.add(next, builder);
        tally.good(features);
        drain();
      } else if (badRows == BadRows.FAIL && !(guessed && otherSize)) {
        throw RowReader.badRow(RowPart.values()[part], partition, row, complaint);
      } else {
        tally.skipped(complaint);
      }
    }

    private void drain() {
      if (builder.hasFinished()) {
        builder.drain().forEach(block -> ready.add(JudgedBlock.of(part, block)));
      }
    }

    void end() {
      if (builder != null) {
        builder.finish();
        drain();
      }
      ready.add(JudgedBlock.end(part, tally));
    }
  }
}
