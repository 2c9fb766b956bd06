package rllc.spark.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import rllc.shard.Block;
import scala.Tuple2;

/**
 * The margins of a partition's blocks in sorted pieces, each with the number of the range that it
 * belongs to. Blocks are read as the pieces are taken: no more than a chunk of rows is held.
 */
final class MarginPieces implements Iterator<Tuple2<Integer, Margins>> {
  private final Iterator<Block> blocks;
  private final Function<Block, Margins> scored;
  private final double unit;
  private final long[] borders;
  private final int chunk;
  private final Deque<Tuple2<Integer, Margins>> pieces = new ArrayDeque<>();

  /**
   * @param scored a block's margins
   * @param unit what weights are counted in
   * @param borders the first margins of ranges 1, 2, ..., ascending
   * @param chunk rows that are sorted at once
   */
  MarginPieces(
      Iterator<Block> blocks,
      Function<Block, Margins> scored,
      double unit,
      long[] borders,
      int chunk) {
    this.blocks = blocks;
    this.scored = scored;
    this.unit = unit;
    this.borders = borders;
    this.chunk = chunk;
  }

  @Override
  public boolean hasNext() {
    while (pieces.isEmpty() && blocks.hasNext()) {
      cut(Margins.sorted(nextChunk(), unit).merged());
    }
    return !pieces.isEmpty();
  }

  private List<Margins> nextChunk() {
    List<Margins> parts = new ArrayList<>();
    for (int rows = 0; rows < chunk && blocks.hasNext(); ) {
      Margins part = scored.apply(blocks.next());
      parts.add(part);
      rows += part.size();
    }
    return parts;
  }

  private void cut(Margins sorted) {
    int from = 0;
    for (int range = 0; range <= borders.length; range++) {
      int end = range < borders.length ? sorted.before(borders[range]) : sorted.size();
      if (end > from) {
        pieces.add(new Tuple2<>(range, sorted.range(from, end)));
      }
      from = end;
    }
  }

  @Override
  public Tuple2<Integer, Margins> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return pieces.remove();
  }
}
