package rllc.shard;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A weighted random sample of rows that shards build on their own and merge in any order (bottom-k
 * sketch, Cohen and Kaplan 2007; exponential keys, Efraimidis and Spirakis 2006).
 *
 * <p>Row i of share p_i gets the key e_i / p_i, e_i exponential with mean 1. Kept are keys below
 * {@code limit}, of those at most the {@code size} + 1 smallest. With tau the largest key where all
 * size + 1 are there, which is then left out, and {@code limit} else, row i is in the sample with
 * probability pi_i = 1 - exp(-p_i tau), and sum f_i / pi_i over the sample is an unbiased estimate
 * of sum f_i over all rows. No normaliser of the shares is needed. Not thread-safe.
 */
public final class RowSample implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final double limit;
  private Row[] rows = new Row[16];
  private int count;

  /** A drawn row, copied from its block. */
  private static final class Row implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Row> BY_KEY =
        Comparator.<Row>comparingDouble(row -> row.key).thenComparingLong(row -> row.number);

    private final long number;
    private final double key;
    private final double share;
    private final double label;
    private final double weight;

    /** Null for a dense row. */
    private final int[] indices;

    /** double[], float[], or null where every entry is one. */
    private final Serializable values;

    Row(Block block, int row, long number, double key, double share) {
      this.number = number;
      this.key = key;
      this.share = share;
      this.label = block.label(row);
      this.weight = block.weight(row);
      int from = block.isDense() ? row * block.features() : block.rowStarts()[row];
      int to = block.isDense() ? from + block.features() : block.rowStarts()[row + 1];
      this.indices = block.isDense() ? null : Arrays.copyOfRange(block.indices(), from, to);
      if (block.storedValues() instanceof float[] floats) {
        this.values = Arrays.copyOfRange(floats, from, to);
      } else if (block.storedValues() instanceof double[] doubles) {
        this.values = Arrays.copyOfRange(doubles, from, to);
      } else {
        this.values = null;
      }
    }

    double[] doubles() {
      if (values instanceof double[] own) {
        return own;
      }
      if (values instanceof float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(k -> floats[k]).toArray();
      }
      double[] ones = new double[indices.length];
      Arrays.fill(ones, 1);
      return ones;
    }
  }

  /**
   * @param size rows at most, at least 1
   * @param limit of the keys, above 0
   */
  public RowSample(int size, double limit) {
    if (size < 1) {
      throw new IllegalArgumentException("`size` must be at least 1, got " + size);
    }
    if (!(limit > 0)) {
      throw new IllegalArgumentException("`limit` must be above 0, got " + limit);
    }
    this.size = size;
    this.limit = limit;
  }

  /** Offers row {@code row} of {@code block}; {@code number} names it among all rows. */
  public void offer(Block block, int row, long number, double exponential, double share) {
    double key = exponential / share;
    if (key < limit) {
      append(new Row(block, row, number, key, share));
      if (count >= 2 * size + 2) {
        cut();
      }
    }
  }

  /** Adds the rows of {@code other}, a sample of other rows with the same size and limit. */
  public void merge(RowSample other) {
    for (int i = 0; i < other.count; i++) {
      append(other.rows[i]);
    }
    cut();
  }

  private void append(Row row) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, count + count / 2);
    }
    rows[count++] = row;
  }

  /** Keeps the size + 1 smallest keys. */
  private void cut() {
    if (count > size + 1) {
      Arrays.sort(rows, 0, count, Row.BY_KEY);
      rows = Arrays.copyOf(rows, size + 1);
      count = size + 1;
    }
  }

  /** Rows in the sample. */
  public int count() {
    return Math.min(count, size);
  }

  /**
   * The sample as blocks, in the rows' order of number; each weight is the row's own divided by
   * pi_i.
   *
   * @param rowsPerBlock blocks have no more rows than this
   */
  public List<Block> blocks(int features, int rowsPerBlock) {
    cut();
    Row[] sample = Arrays.copyOf(rows, count);
    double tau = limit;
    if (count > size) {
      Arrays.sort(sample, Row.BY_KEY);
      tau = sample[size].key;
      sample = Arrays.copyOf(sample, size);
    }
    Arrays.sort(sample, Comparator.comparingLong(row -> row.number));
    BlockBuilder builder = new BlockBuilder(features);
    for (int i = 0; i < sample.length; i++) {
      Row row = sample[i];
      double weight = row.weight / -StrictMath.expm1(-row.share * tau);
      if (row.indices == null) {
        builder.addDense(row.label, weight, row.doubles());
      } else {
        builder.addSparse(row.label, weight, row.indices, row.doubles());
      }
      if ((i + 1) % rowsPerBlock == 0) {
        builder.finish();
      }
    }
    builder.finish();
    List<Block> blocks = builder.drain();
    if (Arrays.stream(sample).noneMatch(row -> row.values instanceof double[])) {
      blocks.replaceAll(Block::inFloats);
    }
    return blocks;
  }

  /** Back to no rows. */
  public void clear() {
    Arrays.fill(rows, null);
    count = 0;
  }
}
