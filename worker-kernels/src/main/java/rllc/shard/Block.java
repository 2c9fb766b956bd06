package rllc.shard;

import java.io.Serializable;
import java.util.Objects;

/**
 * Consecutive rows of one shard, packed into primitive arrays that Java and C read alike. Immutable
 * by convention: nobody writes to its arrays after construction. All structure is checked here,
 * once, and never again in a kernel's loop.
 *
 * <p>Layouts: dense, {@code values[row * features + column]}; sparse (CSR), the entries of a row
 * are {@code values[rowStarts[row] .. rowStarts[row + 1])} with ascending column {@code indices}.
 */
public final class Block implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int features;
  private final double[] labels;
  private final double[] weights;
  private final int[] rowStarts;
  private final int[] indices;
  private final double[] values;

  private Block(
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      double[] values) {
    this.rows = labels.length;
    this.features = features;
    this.labels = labels;
    this.weights = weights;
    this.rowStarts = rowStarts;
    this.indices = indices;
    this.values = values;
  }

  /** A dense block; {@code weights} is null where every row weighs one. */
  public static Block dense(int features, double[] labels, double[] weights, double[] values) {
    checkRows(features, labels, weights);
    if (values.length != (long) labels.length * features) {
      throw new IllegalArgumentException(
          "`values` must have rows * features = "
              + (long) labels.length * features
              + " numbers, got "
              + values.length);
    }
    return new Block(features, labels, weights, null, null, values);
  }

  /** A sparse block; {@code weights} is null where every row weighs one. */
  public static Block sparse(
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      double[] values) {
    checkRows(features, labels, weights);
    if (rowStarts.length != labels.length + 1
        || rowStarts[0] != 0
        || rowStarts[labels.length] != indices.length
        || values.length != indices.length) {
      throw new IllegalArgumentException(
          "`rowStarts` must have rows + 1 entries from 0 to the number of indices and values");
    }
    for (int row = 0; row < labels.length; row++) {
      if (rowStarts[row] > rowStarts[row + 1]) {
        throw new IllegalArgumentException("`rowStarts` must not fall, row " + row);
      }
      int previous = -1;
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        if (indices[k] <= previous || indices[k] >= features) {
          throw new IllegalArgumentException(
              "`indices` must ascend within [0, "
                  + features
                  + "), got "
                  + indices[k]
                  + " in row "
                  + row);
        }
        previous = indices[k];
      }
    }
    return new Block(features, labels, weights, rowStarts, indices, values);
  }

  private static void checkRows(int features, double[] labels, double[] weights) {
    Objects.requireNonNull(labels, "labels");
    if (features < 0) {
      throw new IllegalArgumentException("`features` must be at least 0, got " + features);
    }
    if (weights != null && weights.length != labels.length) {
      throw new IllegalArgumentException(
          "`weights` must have " + labels.length + " entries, got " + weights.length);
    }
  }

  public int rows() {
    return rows;
  }

  public int features() {
    return features;
  }

  public boolean isDense() {
    return rowStarts == null;
  }

  /** Stored entries: rows * features when dense. */
  public long entries() {
    return values.length;
  }

  public double label(int row) {
    return labels[row];
  }

  public double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** The sum of the rows' weights. */
  public double weightSum() {
    double sum = rows;
    if (weights != null) {
      sum = 0;
      for (double weight : weights) {
        sum += weight;
      }
    }
    return sum;
  }

  public double[] labels() {
    return labels;
  }

  /** Null where every row weighs one. */
  public double[] weights() {
    return weights;
  }

  /** Null for a dense block. */
  public int[] rowStarts() {
    return rowStarts;
  }

  /** Null for a dense block. */
  public int[] indices() {
    return indices;
  }

  public double[] values() {
    return values;
  }
}
