package rllc.spark.input;

import java.io.Serializable;

/**
 * A row as the table has it, not judged yet. A class, not a record: it crosses the wire where rows
 * are sorted.
 */
public final class InputRow implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * A Double or a String; null where it is missing; a BigDecimal where it is a whole number that no
   * double holds.
   */
  final Serializable label;

  /** Null where it is missing; 1 where the table has no weights. */
  final Double weight;

  /** Features of the vector; -1 where it is missing. */
  final int features;

  /** Of the values, ascending; null for a dense vector. */
  final int[] indices;

  final double[] values;

  InputRow(Serializable label, Double weight, int features, int[] indices, double[] values) {
    this.label = label;
    this.weight = weight;
    this.features = features;
    this.indices = indices;
    this.values = values;
  }

  /** Null where it is missing. */
  public Double weight() {
    return weight;
  }

  boolean hasFeatures() {
    return features >= 0;
  }
}
