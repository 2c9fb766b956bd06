package rllc.spark.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.util.LongAccumulator;
import rllc.settings.DataSettings.BadRows;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;

/** Packs the rows of one partition into blocks, one pass, holding no more than one open block. */
public final class BlockPacker implements Iterator<Block> {
  private final int partition;
  private final Iterator<InputRow> rows;
  private final RowReader reader;
  private final BadRows badRows;
  private final LongAccumulator skipped;
  private final LongAccumulator unseen;
  private final Deque<Block> ready = new ArrayDeque<>();
  private BlockBuilder builder;
  private int features;
  private long row;

  /**
   * @param skipped counts bad rows
   * @param unseen counts held-out rows of classes that no training row has
   */
  public BlockPacker(
      int partition,
      Iterator<InputRow> rows,
      RowReader reader,
      BadRows badRows,
      LongAccumulator skipped,
      LongAccumulator unseen) {
    this.partition = partition;
    this.rows = rows;
    this.reader = reader;
    this.badRows = badRows;
    this.skipped = skipped;
    this.unseen = unseen;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      take(rows.next());
      if (builder != null) {
        if (!rows.hasNext()) {
          builder.finish();
        }
        if (builder.hasFinished()) {
          ready.addAll(builder.drain());
        }
      }
    }
    return !ready.isEmpty();
  }

  private void take(InputRow next) {
    if (builder == null && next.hasFeatures()) {
      features = next.features;
      builder = new BlockBuilder(features);
    }
    if (reader.isUnseen(next)) {
      unseen.add(1);
      row++;
      return;
    }
    String complaint = reader.complaint(next, features);
    if (complaint == null) {
      reader.add(next, builder);
    } else if (badRows == BadRows.FAIL) {
      throw RowReader.badRow(partition, row, complaint);
    } else {
      skipped.add(1);
    }
    row++;
  }

  @Override
  public Block next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.pop();
  }
}
