package rllc.shard;

import java.io.Serializable;
import java.util.ArrayList;
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
  /** Sums over a sample are made of at most so many parts, which are added in order. */
  public static final int PARTS = 16;

  private static final long serialVersionUID = 2L;

  private final int size;
  private final double limit;
  private final ArrayList<Part> parts = new ArrayList<>();
  private int count;

  /** Drawn rows of one block, copied from it: blocks travel as bytes, objects for rows do not. */
  private static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final Block rows;
    private final double[] keys;
    private final double[] shares;

    Part(int number, Block rows, double[] keys, double[] shares) {
      this.number = number;
      this.rows = rows;
      this.keys = keys;
      this.shares = shares;
    }

    /** The rows with a key of at most {@code most}. */
    Part upTo(double most) {
      int[] kept = IntStream.range(0, keys.length).filter(i -> keys[i] <= most).toArray();
      return kept.length == keys.length
          ? this
          : new Part(number, BlockRows.of(rows, kept), pick(keys, kept), pick(shares, kept));
    }

    private static double[] pick(double[] values, int[] kept) {
      return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
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

  /** For the rows of one block, which {@link #take} takes. */
  public DrawnRows draw() {
    return new DrawnRows(limit);
  }

  /** Takes {@code drawn} rows of {@code block}, the block {@code number} of all. */
  public void take(Block block, int number, DrawnRows drawn) {
    int[] rows = drawn.rows();
    if (rows.length > 0) {
      parts.add(new Part(number, BlockRows.of(block, rows), drawn.keys(), drawn.shares()));
      count += rows.length;
      cut();
    }
  }

  /** Adds the rows of {@code other}, a sample of other blocks with the same size and limit. */
  public void merge(RowSample other) {
    parts.addAll(other.parts);
    count += other.count;
    cut();
  }

  /** Leaves out what cannot be among the size + 1 smallest keys, where there is much of it. */
  private void cut() {
    if (count > size + 1 + size / 4) {
      double most = key(size);
      parts.replaceAll(part -> part.upTo(most));
      parts.removeIf(part -> part.keys.length == 0);
      count = parts.stream().mapToInt(part -> part.keys.length).sum();
    }
  }

  /** The key with {@code rank} smaller ones. */
  private double key(int rank) {
    double[] keys = new double[count];
    int next = 0;
    for (Part part : parts) {
      System.arraycopy(part.keys, 0, keys, next, part.keys.length);
      next += part.keys.length;
    }
    Arrays.sort(keys);
    return keys[rank];
  }

  /** Rows in the sample. */
  public int count() {
    return Math.min(count, size);
  }

  /** The same, in blocks so small that {@link #PARTS} cores have something to do. */
  public List<Block> blocks(int features) {
    return blocks(features, Math.max(32, (count() + PARTS - 1) / PARTS));
  }

  /**
   * The sample as blocks, in the rows' order in the data; each weight is the row's own divided by
   * pi_i.
   *
   * @param rowsPerBlock blocks have no more rows than this
   */
  public List<Block> blocks(int features, int rowsPerBlock) {
    double tau = count > size ? key(size) : limit;
    List<Part> sample =
        parts.stream()
            .map(part -> part.upTo(Math.nextDown(tau)))
            .sorted(Comparator.comparingInt(part -> part.number))
            .toList();
    BlockBuilder builder = new BlockBuilder(features);
    int rows = 0;
    for (Part part : sample) {
      double[] values = part.rows.values();
      for (int row = 0; row < part.keys.length; row++) {
        add(part, row, values, tau, builder);
        if (++rows % rowsPerBlock == 0) {
          builder.finish();
        }
      }
    }
    builder.finish();
    List<Block> blocks = builder.drain();
    if (sample.stream().noneMatch(part -> part.rows.storedValues() instanceof double[])) {
      blocks.replaceAll(Block::inFloats);
    }
    return blocks;
  }

  private static void add(Part part, int row, double[] values, double tau, BlockBuilder builder) {
    Block rows = part.rows;
    double weight = rows.weight(row) / -StrictMath.expm1(-part.shares[row] * tau);
    if (rows.isDense()) {
      int from = row * rows.features();
      double[] x = Arrays.copyOfRange(values, from, from + rows.features());
      builder.addDense(rows.label(row), weight, x);
    } else {
      int from = rows.rowStarts()[row];
      int to = rows.rowStarts()[row + 1];
      int[] indices = Arrays.copyOfRange(rows.indices(), from, to);
      builder.addSparse(rows.label(row), weight, indices, Arrays.copyOfRange(values, from, to));
    }
  }

  /** Back to no rows. */
  public void clear() {
    parts.clear();
    count = 0;
  }
}
