package rllc.spark.encode;

import java.io.Serializable;
import rllc.spark.input.InputRow;

/**
 * Some rows of a partition, column by column, texts as numbers of the partition's own {@link
 * Dictionaries}; or, as the last element of a partition, those. A class, not a record: Kryo cannot
 * carry records.
 */
final class CodedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows of a full chunk. */
  static final int ROWS = 4096;

  /** The number of a text that is missing. */
  static final int NONE = -1;

  final int rows;
  final int[][] codes;
  final double[][] numbers;

  /** Label, weight and part of each row; its features are of no meaning. */
  final Scalars scalars;

  /** Not null at the end of a partition alone. */
  final Dictionaries end;

  CodedRows(int rows, int[][] codes, double[][] numbers, Scalars scalars) {
    this.rows = rows;
    this.codes = codes;
    this.numbers = numbers;
    this.scalars = scalars;
    this.end = null;
  }

  CodedRows(Dictionaries end) {
    this.rows = 0;
    this.codes = null;
    this.numbers = null;
    this.scalars = null;
    this.end = end;
  }

  boolean isEnd() {
    return end != null;
  }

  /** Labels, weights and parts of the rows of a chunk. */
  static final class Scalars implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int LABEL = 1;
    private static final int WEIGHT = 2;
    private static final int PART = 2;

    private final double[] labels;

    /** Numbers of labels of text; null where labels are numbers. */
    private final int[] texts;

    /** Labels that no double holds; null where there are none. */
    private Serializable[] others;

    private final double[] weights;
    private final byte[] states;

    Scalars(int rows, boolean textLabels) {
      this.labels = textLabels ? null : new double[rows];
      this.texts = textLabels ? new int[rows] : null;
      this.weights = new double[rows];
      this.states = new byte[rows];
    }

    /**
     * @param text the number of the label's text, if it is one
     */
    void set(int row, InputRow from, int text) {
      weights[row] = from.weight();
      boolean labelled = texts == null ? from.hasLabel() : text != NONE;
      states[row] =
          (byte) ((labelled ? LABEL : 0) | (from.hasWeight() ? WEIGHT : 0) | from.part() << PART);
      if (texts != null) {
        texts[row] = text;
      } else {
        labels[row] = from.label();
        if (from.otherLabel() != null) {
          others = others == null ? new Serializable[labels.length] : others;
          others[row] = from.otherLabel();
        }
      }
    }

    /**
     * @param labelTexts of the partition
     */
    void get(int row, String[] labelTexts, InputRow out) {
      int state = states[row];
      if ((state & LABEL) == 0) {
        out.noLabel();
      } else if (texts != null) {
        out.label(labelTexts[texts[row]]);
      } else if (others != null && others[row] != null) {
        out.label(others[row]);
      } else {
        out.label(labels[row]);
      }
      if ((state & WEIGHT) == 0) {
        out.noWeight();
      } else {
        out.weight(weights[row]);
      }
      out.part(state >> PART);
    }
  }
}
