package rllc.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packs rows, in their order, into blocks of bounded size. Where a block ends and which layout it
 * takes depend on the rows alone, so the same rows always give the same blocks. Not thread-safe;
 * one builder a task.
 */
public final class BlockBuilder {
  /** A block of this many bytes of entries fits a core's L2 cache beside theta and the gradient. */
  private static final int TARGET_BYTES = 256 * 1024;

  private static final int MAX_ROWS = 8192;

  private final int features;
  private final List<Block> finished = new ArrayList<>();
  private double[] labels = new double[64];
  private double[] weights = new double[64];
  private boolean weighted;
  private int[] rowStarts = new int[65];
  private int[] indices = new int[1024];
  private double[] values = new double[1024];
  private int rows;
  private int entries;

  public BlockBuilder(int features) {
    this.features = features;
  }

  /** Adds a row given by all its features; {@code x} is copied. */
  public void addDense(double label, double weight, double[] x) {
    if (x.length != features) {
      throw new IllegalArgumentException(
          "`x` must have " + features + " features, got " + x.length);
    }
    reserve(features);
    for (int j = 0; j < features; j++) {
      if (x[j] != 0) {
        indices[entries] = j;
        values[entries++] = x[j];
      }
    }
    endRow(label, weight);
  }

  /** Adds a row given by its non-zeros, indices ascending; both arrays are copied. */
  public void addSparse(double label, double weight, int[] rowIndices, double[] rowValues) {
    reserve(rowIndices.length);
    for (int k = 0; k < rowIndices.length; k++) {
      if (rowValues[k] != 0) {
        indices[entries] = rowIndices[k];
        values[entries++] = rowValues[k];
      }
    }
    endRow(label, weight);
  }

  /** The blocks finished since the last call, in order. */
  public List<Block> drain() {
    List<Block> out = new ArrayList<>(finished);
    finished.clear();
    return out;
  }

  /** Ends the open block, so that {@link #drain} returns all rows. */
  public void finish() {
    if (rows > 0) {
      finished.add(build());
      rows = 0;
      entries = 0;
      weighted = false;
    }
  }

  private void reserve(int more) {
    if (entries + more > indices.length) {
      int size = Math.max(entries + more, indices.length * 2);
      indices = Arrays.copyOf(indices, size);
      values = Arrays.copyOf(values, size);
    }
    if (rows + 1 > labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows);
      weights = Arrays.copyOf(weights, 2 * rows);
      rowStarts = Arrays.copyOf(rowStarts, 2 * rows + 1);
    }
  }

  private void endRow(double label, double weight) {
    labels[rows] = label;
    weights[rows] = weight;
    weighted |= weight != 1;
    rows++;
    rowStarts[rows] = entries;
    if (rows == MAX_ROWS || entries * 12L >= TARGET_BYTES) {
      finish();
    }
  }

  private Block build() {
    double[] blockLabels = Arrays.copyOf(labels, rows);
    double[] blockWeights = weighted ? Arrays.copyOf(weights, rows) : null;
    // Dense entries cost 8 bytes, sparse ones 12: dense wins where two thirds of the entries are
    // there.
    if (entries * 3L >= (long) rows * features * 2) {
      double[] dense = new double[rows * features];
      for (int row = 0; row < rows; row++) {
        for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
          dense[row * features + indices[k]] = values[k];
        }
      }
      return Block.dense(features, blockLabels, blockWeights, dense);
    }
    return Block.sparse(
        features,
        blockLabels,
        blockWeights,
        Arrays.copyOf(rowStarts, rows + 1),
        Arrays.copyOf(indices, entries),
        Arrays.copyOf(values, entries));
  }
}
