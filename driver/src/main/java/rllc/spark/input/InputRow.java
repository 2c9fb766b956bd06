package rllc.spark.input;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A row as the table has it, not judged yet. One object serves all rows of a partition, one after
 * the other, and its arrays grow to the widest; {@link #copy} keeps a row. A class, not a record:
 * it crosses the wire where rows are sorted.
 */
public final class InputRow implements Serializable {
  private static final long serialVersionUID = 2L;

  /** NaN where the label is missing or {@link #otherLabel}. */
  double label;

  /** A text, or a whole number that no double holds; else null. */
  Serializable otherLabel;

  boolean hasLabel;

  /** NaN where it is missing; 1 where the table has no weights. */
  double weight;

  boolean hasWeight;

  int part;

  /** Features of the vector; -1 where it is missing. */
  int features;

  boolean dense;

  /** Used entries of the arrays; of a dense row as many as features. */
  int count;

  /** Of the values, ascending; of a dense row without meaning. */
  int[] indices = new int[16];

  double[] values = new double[16];

  /** Begins a row without features. */
  public void noFeatures() {
    features = -1;
    dense = false;
    count = 0;
  }

  /** Begins a row of all its features, which are written to the array that is returned. */
  public double[] denseFeatures(int number) {
    features = number;
    dense = true;
    count = number;
    if (values.length != number) {
      values = new double[number];
    }
    return values;
  }

  /** Begins a row of entries. */
  public void sparseFeatures(int number) {
    features = number;
    dense = false;
    count = 0;
  }

  /** Adds an entry; indices ascend. */
  public void add(int index, double value) {
    if (count == indices.length || count >= values.length) {
      int length = Math.max(16, 2 * count);
      indices = Arrays.copyOf(indices, length);
      values = Arrays.copyOf(values, length);
    }
    indices[count] = index;
    values[count++] = value;
  }

  public void noLabel() {
    label = Double.NaN;
    otherLabel = null;
    hasLabel = false;
  }

  public void label(double number) {
    label = number;
    otherLabel = null;
    hasLabel = true;
  }

  /** A text, or a whole number that no double holds. */
  public void label(Serializable other) {
    label = Double.NaN;
    otherLabel = other;
    hasLabel = true;
  }

  /** A Double, a String, or a BigDecimal that no double holds; null where it is missing. */
  Serializable givenLabel() {
    return !hasLabel ? null : otherLabel == null ? (Serializable) label : otherLabel;
  }

  public void noWeight() {
    weight = Double.NaN;
    hasWeight = false;
  }

  public void weight(double number) {
    weight = number;
    hasWeight = true;
  }

  public void part(int number) {
    part = number;
  }

  /** NaN where it is missing or {@link #otherLabel}. */
  public double label() {
    return label;
  }

  /** A text, or a whole number that no double holds; else null. */
  public Serializable otherLabel() {
    return otherLabel;
  }

  public boolean hasLabel() {
    return hasLabel;
  }

  public double weight() {
    return weight;
  }

  public boolean hasWeight() {
    return hasWeight;
  }

  public int part() {
    return part;
  }

  public boolean isTrain() {
    return part == RowPart.TRAIN.ordinal();
  }

  /** This row, apart from those that come after it. */
  public InputRow copy() {
    InputRow copy = new InputRow();
    copy.label = label;
    copy.otherLabel = otherLabel;
    copy.hasLabel = hasLabel;
    copy.weight = weight;
    copy.hasWeight = hasWeight;
    copy.part = part;
    copy.features = features;
    copy.dense = dense;
    copy.count = count;
    copy.indices = dense ? new int[0] : Arrays.copyOf(indices, count);
    copy.values = Arrays.copyOf(values, count);
    return copy;
  }

  boolean hasFeatures() {
    return features >= 0;
  }

  boolean isExact() {
    return !(otherLabel instanceof BigDecimal);
  }
}
