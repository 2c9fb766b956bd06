package rllc.shard;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * Holds consecutive rows of one shard (a part of the data) in primitive arrays that Java and C read
 * alike. It is immutable by convention: nobody writes to its arrays after construction. Its
 * structure is checked once, here, and never again in a kernel's loop.
 *
 * <p>There are three layouts. Dense: {@code values[row * features + column]}. Sparse (CSR): the
 * entries of a row are {@code values[rowStarts[row] .. rowStarts[row + 1])} with ascending column
 * {@code indices}. Ones: sparse, but every value is 1 and none is stored. Values are doubles or
 * floats.
 */
public final class Block implements Serializable {
  private static final long serialVersionUID = 2L;

  private final int features;
  private final double[] labels;
  private final double[] weights;
  private final int[] rowStarts;
  private final int[] indices;

  /** A double[], a float[], or null for ones. */
  private final Serializable values;

  Block(
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      Serializable values) {
    this.features = features;
    this.labels = labels;
    this.weights = weights;
    this.rowStarts = rowStarts;
    this.indices = indices;
    this.values = values;
  }

  /** Makes a dense block of doubles; {@code weights} is null if every row weighs one. */
  public static Block dense(int features, double[] labels, double[] weights, double[] values) {
    checkRows(features, labels, weights);
    checkDense(features, labels, values.length);
    return new Block(features, labels, weights, null, null, values);
  }

  /** Makes a dense block of floats; {@code weights} is null if every row weighs one. */
  public static Block dense(int features, double[] labels, double[] weights, float[] values) {
    checkRows(features, labels, weights);
    checkDense(features, labels, values.length);
    return new Block(features, labels, weights, null, null, values);
  }

  /** Makes a sparse block of doubles; {@code weights} is null if every row weighs one. */
  public static Block sparse(
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      double[] values) {
    checkRows(features, labels, weights);
    checkSparse(features, labels, rowStarts, indices, values.length);
    return new Block(features, labels, weights, rowStarts, indices, values);
  }

  /** Makes a sparse block of floats; {@code weights} is null if every row weighs one. */
  public static Block sparse(
      int features,
      double[] labels,
      double[] weights,
      int[] rowStarts,
      int[] indices,
      float[] values) {
    checkRows(features, labels, weights);
    checkSparse(features, labels, rowStarts, indices, values.length);
    return new Block(features, labels, weights, rowStarts, indices, values);
  }

  /** Makes a sparse block whose entries are all one; {@code weights} as above. */
  public static Block ones(
      int features, double[] labels, double[] weights, int[] rowStarts, int[] indices) {
    checkRows(features, labels, weights);
    checkSparse(features, labels, rowStarts, indices, indices.length);
    return new Block(features, labels, weights, rowStarts, indices, null);
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

  private static void checkDense(int features, double[] labels, int values) {
    long expected = (long) labels.length * features;
    if (values != expected) {
      throw new IllegalArgumentException(
          "`values` must have rows * features = " + expected + " numbers, got " + values);
    }
  }

  private static void checkSparse(
      int features, double[] labels, int[] rowStarts, int[] indices, int values) {
    if (rowStarts.length != labels.length + 1
        || rowStarts[0] != 0
        || rowStarts[labels.length] != indices.length
        || values != indices.length) {
      throw new IllegalArgumentException(
          "`rowStarts` must have rows + 1 entries from 0 to the number of indices and values");
    }
    for (int row = 0; row < labels.length; row++) {
      if (rowStarts[row] > rowStarts[row + 1]) {
        throw new IllegalArgumentException("`rowStarts` must not fall, row " + row);
      }
    }
    for (int row = 0; row < labels.length; row++) {
      checkIndices(features, indices, rowStarts[row], rowStarts[row + 1], row);
    }
  }

  /** Checks that indices[from .. to) ascend within [0, features). */
  static void checkIndices(int features, int[] indices, int from, int to, long row) {
    int previous = -1;
    for (int k = from; k < to; k++) {
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

  /** Returns the number of rows. */
  public int rows() {
    return labels.length;
  }

  /** Returns the number of features. */
  public int features() {
    return features;
  }

  /** Tells whether the layout is dense. */
  public boolean isDense() {
    return rowStarts == null;
  }

  /** Tells whether every entry is 1 and only indices are stored. */
  public boolean isOnes() {
    return values == null;
  }

  /** Tells how values are stored; {@link Precision#DOUBLE} for ones, which are exact. */
  public Precision precision() {
    return values instanceof float[] ? Precision.FLOAT : Precision.DOUBLE;
  }

  /**
   * Returns these rows with each value rounded to the nearest float; this block itself if no
   * doubles are stored.
   *
   * @throws IllegalArgumentException if a finite value is too large for a float
   */
  public Block inFloats() {
    if (!(values instanceof double[] doubles)) {
      return this;
    }
    float[] floats = new float[doubles.length];
    for (int k = 0; k < doubles.length; k++) {
      floats[k] = (float) doubles[k];
      if (Float.isInfinite(floats[k]) && !Double.isInfinite(doubles[k])) {
        throw new IllegalArgumentException(
            "values must be below 3.4e38 in magnitude in single precision, got "
                + doubles[k]
                + " in feature "
                + (isDense() ? k % features : indices[k]));
      }
    }
    return new Block(features, labels, weights, rowStarts, indices, floats);
  }

  /** Returns the same rows with other labels. All other arrays are shared. */
  public Block withLabels(double[] others) {
    checkRows(features, others, weights);
    if (others.length != labels.length) {
      throw new IllegalArgumentException(
          "`labels` must have " + labels.length + " entries, got " + others.length);
    }
    return new Block(features, others, weights, rowStarts, indices, values);
  }

  /** Returns the same rows with other weights, at least 0. All other arrays are shared. */
  public Block withWeights(double[] others) {
    checkRows(features, labels, others);
    return new Block(features, labels, others, rowStarts, indices, values);
  }

  /** Returns the number of entries: rows * features if the block is dense, else those stored. */
  public long entries() {
    return isDense() ? (long) labels.length * features : indices.length;
  }

  /** Returns the bytes of the stored values: none for ones. */
  public long valueBytes() {
    return isOnes() ? 0 : entries() * (precision() == Precision.FLOAT ? Float.BYTES : Double.BYTES);
  }

  /** Returns the label of a row. */
  public double label(int row) {
    return labels[row];
  }

  /** Returns the weight of a row: 1 if none are stored. */
  public double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Returns the sum of the rows' weights. */
  public double weightSum() {
    return weights == null ? labels.length : Arrays.stream(weights).reduce(0, Double::sum);
  }

  /**
   * Returns the sum of the weights of some rows.
   *
   * @param rows their numbers, null for all
   */
  public double weightSum(int[] rows) {
    if (rows == null) {
      return weightSum();
    }
    double sum = 0;
    for (int row : rows) {
      sum += weight(row);
    }
    return sum;
  }

  /** Returns the labels, one for each row. */
  public double[] labels() {
    return labels;
  }

  /** Returns the stored weights; null if every row weighs one. */
  public double[] weights() {
    return weights;
  }

  /** Returns where each row's entries start, rows + 1 numbers; null for a dense block. */
  public int[] rowStarts() {
    return rowStarts;
  }

  /** Returns the entries' columns; null for a dense block. */
  public int[] indices() {
    return indices;
  }

  /** Returns the values as doubles: the stored array, or a new one if floats or ones are stored. */
  public double[] values() {
    if (values instanceof double[] doubles) {
      return doubles;
    }
    double[] result = new double[(int) entries()];
    if (values instanceof float[] floats) {
      for (int k = 0; k < floats.length; k++) {
        result[k] = floats[k];
      }
    } else {
      Arrays.fill(result, 1);
    }
    return result;
  }

  /** Returns the values as stored: a double[], a float[], or null for ones. */
  public Object storedValues() {
    return values;
  }

  private Object writeReplace() {
    return new BlockProxy(this);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("blocks are written as BlockProxy");
  }
}
