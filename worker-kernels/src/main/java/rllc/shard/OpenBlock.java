package rllc.shard;

import java.util.Arrays;

/**
 * Holds the rows of a block that is being built. They are dense until the first sparse row comes,
 * then sparse. So dense data are copied once and sparse data are never made dense.
 */
final class OpenBlock {
  private final int features;
  private double[] labels = new double[64];
  private double[] weights = new double[64];
  private boolean weighted;
  private int rows;
  private int nonZeros;

  /** The rows so far, row-major, or null once one of them was sparse. */
  private double[] dense = new double[0];

  /** Length of the last dense block's values; the next one is allocated with it. */
  private int expected;

  private int[] rowStarts = new int[65];
  private int[] indices = new int[1024];
  private double[] values = new double[1024];
  private boolean ones = true;

  OpenBlock(int features) {
    this.features = features;
  }

  int rows() {
    return rows;
  }

  long nonZeros() {
    return nonZeros;
  }

  void addDense(double[] x, int count) {
    if (dense == null) {
      addNonZeros(x, count);
      return;
    }
    int start = rows * features;
    if (dense.length < start + features) {
      int size = rows == 0 ? expected : 2 * start;
      dense = Arrays.copyOf(dense, Math.max(start + features, size));
    }
    System.arraycopy(x, 0, dense, start, features);
    nonZeros += count;
  }

  /** Adds the first {@code entries} entries, of which {@code count} are not zero. */
  void addSparse(int[] rowIndices, double[] rowValues, int entries, int count) {
    makeSparse();
    reserveEntries(count);
    for (int k = 0; k < entries; k++) {
      if (rowValues[k] != 0) {
        append(rowIndices[k], rowValues[k]);
      }
    }
  }

  /** Adds a row that is given dense and stored sparse. */
  void addNonZeros(double[] x, int count) {
    makeSparse();
    reserveEntries(count);
    appendNonZeros(x, 0);
  }

  void endRow(double label, double weight) {
    if (rows == labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows);
      weights = Arrays.copyOf(weights, 2 * rows);
      rowStarts = Arrays.copyOf(rowStarts, 2 * rows + 1);
    }
    labels[rows] = label;
    weights[rows] = weight;
    weighted |= weight != 1;
    rows++;
    rowStarts[rows] = nonZeros;
  }

  Block build(boolean asDense) {
    double[] blockLabels = Arrays.copyOf(labels, rows);
    double[] blockWeights = weighted ? Arrays.copyOf(weights, rows) : null;
    if (asDense) {
      return new Block(features, blockLabels, blockWeights, null, null, denseValues());
    }
    makeSparse();
    return new Block(
        features,
        blockLabels,
        blockWeights,
        Arrays.copyOf(rowStarts, rows + 1),
        Arrays.copyOf(indices, nonZeros),
        ones ? null : Arrays.copyOf(values, nonZeros));
  }

  void clear() {
    // What was handed to a block is not kept, and what was grown for one wide block is given back.
    dense = new double[0];
    weighted = false;
    ones = true;
    rows = 0;
    nonZeros = 0;
  }

  private double[] denseValues() {
    int length = rows * features;
    if (dense != null) {
      expected = length;
      return dense.length == length ? dense : Arrays.copyOf(dense, length);
    }
    double[] result = new double[length];
    for (int row = 0; row < rows; row++) {
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        result[row * features + indices[k]] = values[k];
      }
    }
    return result;
  }

  private void makeSparse() {
    if (dense == null) {
      return;
    }
    double[] before = dense;
    dense = null;
    int count = nonZeros;
    nonZeros = 0;
    reserveEntries(count);
    for (int row = 0; row < rows; row++) {
      appendNonZeros(before, row * features);
    }
  }

  private void appendNonZeros(double[] x, int start) {
    for (int j = 0; j < features; j++) {
      if (x[start + j] != 0) {
        append(j, x[start + j]);
      }
    }
  }

  private void append(int index, double value) {
    indices[nonZeros] = index;
    values[nonZeros++] = value;
    ones &= value == 1;
  }

  private void reserveEntries(int more) {
    if (nonZeros + more > indices.length) {
      int size = Math.max(nonZeros + more, indices.length * 2);
      indices = Arrays.copyOf(indices, size);
      values = Arrays.copyOf(values, size);
    }
  }
}
