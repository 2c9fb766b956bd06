package rllc.shard;

import java.util.ArrayList;
import java.util.List;

/**
 * Packs rows, in their order, into blocks of bounded size. The rows' contents alone decide where a
 * block ends and which layout it has, not whether rows were given dense or sparse. So the same rows
 * always give the same blocks. It holds one open block and the finished ones that were not yet
 * taken. It is not thread-safe; a task has its own.
 *
 * <p>A block is dense if that needs no more bytes than sparse (two thirds of the entries are not
 * zero), else ones if every entry is 1, else sparse.
 */
public final class BlockBuilder {
  /**
   * The bytes of entries of a full block. It fits a core's second-level cache, a call costs little
   * beside it, and its arrays are below half of G1's smallest region, so none is humongous.
   */
  private static final int TARGET_BYTES = 448 * 1024;

  static final int MAX_ROWS = 8192;
  private static final int SPARSE_ENTRY_BYTES = Integer.BYTES + Double.BYTES;

  private final int features;
  private final List<Block> finished = new ArrayList<>();
  private final OpenBlock open;
  private long added;

  /**
   * Makes a builder of blocks with {@code features} features.
   *
   * @throws IllegalArgumentException if {@code features} is negative
   */
  public BlockBuilder(int features) {
    if (features < 0) {
      throw new IllegalArgumentException("`features` must be at least 0, got " + features);
    }
    this.features = features;
    this.open = new OpenBlock(features);
  }

  /** Adds a row given by all its features; {@code x} is copied. */
  public void addDense(double label, double weight, double[] x) {
    if (x.length != features) {
      throw new IllegalArgumentException(
          "`x` must have " + features + " features, got " + x.length);
    }
    int nonZeros = 0;
    for (double value : x) {
      nonZeros += value != 0 ? 1 : 0;
    }
    if (denseIsSmaller(1, nonZeros)) {
      open.addDense(x, nonZeros);
    } else {
      open.addNonZeros(x, nonZeros);
    }
    endRow(label, weight);
  }

  /** Adds a row given by its non-zeros, indices ascending; both arrays are copied. */
  public void addSparse(double label, double weight, int[] rowIndices, double[] rowValues) {
    if (rowIndices.length != rowValues.length) {
      throw new IllegalArgumentException(
          "`rowValues` must have " + rowIndices.length + " entries, got " + rowValues.length);
    }
    addSparse(label, weight, rowIndices, rowValues, rowIndices.length);
  }

  /** The same of the first {@code entries} of both arrays. */
  public void addSparse(
      double label, double weight, int[] rowIndices, double[] rowValues, int entries) {
    Block.checkIndices(features, rowIndices, 0, entries, added);
    int nonZeros = 0;
    for (int k = 0; k < entries; k++) {
      nonZeros += rowValues[k] != 0 ? 1 : 0;
    }
    if (denseIsSmaller(1, nonZeros)) {
      double[] x = new double[features];
      for (int k = 0; k < entries; k++) {
        x[rowIndices[k]] = rowValues[k];
      }
      open.addDense(x, nonZeros);
    } else {
      open.addSparse(rowIndices, rowValues, entries, nonZeros);
    }
    endRow(label, weight);
  }

  /** Tells whether {@link #drain} has something to return. */
  public boolean hasFinished() {
    return !finished.isEmpty();
  }

  /** Returns the blocks that were finished since the last call, in order. */
  public List<Block> drain() {
    List<Block> out = new ArrayList<>(finished);
    finished.clear();
    return out;
  }

  /** Ends the open block, so that {@link #drain} returns all rows. */
  public void finish() {
    if (open.rows() > 0) {
      finished.add(open.build(denseIsSmaller(open.rows(), open.nonZeros())));
      open.clear();
    }
  }

  private boolean denseIsSmaller(int rows, long nonZeros) {
    return denseBytes(rows) <= nonZeros * SPARSE_ENTRY_BYTES;
  }

  private void endRow(double label, double weight) {
    added++;
    open.endRow(label, weight);
    long bytes = Math.min(denseBytes(open.rows()), open.nonZeros() * SPARSE_ENTRY_BYTES);
    if (open.rows() == MAX_ROWS || bytes >= TARGET_BYTES) {
      finish();
    }
  }

  private long denseBytes(int rows) {
    return (long) rows * features * Double.BYTES;
  }
}
