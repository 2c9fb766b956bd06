package rllc.jobs.table.files;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/**
 * A line of LIBSVM's format, {@code LABEL INDEX:VALUE ...}: indices from 1, ascending; blanks or
 * tabs between entries; a remark after #.
 */
final class LibsvmLine {
  private static final int MOST = Integer.MAX_VALUE - 1;
  private static final String FORM = "must be LABEL INDEX:VALUE ... and no more";

  private final double label;
  private int[] indices = new int[16];
  private double[] values = new double[16];
  private int size;

  private LibsvmLine(double label) {
    this.label = label;
  }

  /** Whether {@code line} has nothing but blanks and a remark. */
  static boolean isBlank(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) <= ' ') {
      at++;
    }
    return at == line.length() || line.charAt(at) == '#';
  }

  /**
   * @throws IllegalArgumentException if it is none: what it must be
   */
  static LibsvmLine parse(String line) {
    int remark = line.indexOf('#');
    int end = remark < 0 ? line.length() : remark;
    LibsvmLine parsed = null;
    for (int at = 0; at < end; at++) {
      if (line.charAt(at) > ' ') {
        int from = at;
        while (at < end && line.charAt(at) > ' ') {
          at++;
        }
        if (parsed == null) {
          parsed = new LibsvmLine(number(line, from, at));
        } else {
          parsed.add(line, from, at);
        }
      }
    }
    if (parsed == null) {
      throw new IllegalArgumentException(FORM);
    }
    return parsed;
  }

  private void add(String line, int from, int to) {
    int colon = line.indexOf(':', from);
    if (colon < 0 || colon >= to) {
      throw new IllegalArgumentException(FORM);
    }
    if (line.startsWith("qid:", from)) {
      throw new IllegalArgumentException(FORM + ", no qid: groups of rows are not ranked here");
    }
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    indices[size] = index(line, from, colon);
    if (size > 0 && indices[size] <= indices[size - 1]) {
      throw new IllegalArgumentException("must have ascending indices");
    }
    values[size++] = number(line, colon + 1, to);
  }

  /** From 0. */
  private static int index(String line, int from, int to) {
    long index = 0;
    for (int at = from; at < to; at++) {
      int digit = line.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException(FORM);
      }
      index = Math.min(10 * index + digit, Long.MAX_VALUE / 100);
    }
    if (index < 1 || index > MOST) {
      throw new IllegalArgumentException(
          "must have indices from 1 to " + MOST + ", got " + line.substring(from, to));
    }
    return (int) index - 1;
  }

  private static double number(String line, int from, int to) {
    try {
      return Double.parseDouble(line.substring(from, to));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }

  double label() {
    return label;
  }

  /** The number of features that it needs. */
  int features() {
    return size == 0 ? 0 : indices[size - 1] + 1;
  }

  /**
   * Itself.
   *
   * @throws IllegalArgumentException if it needs more than {@code most} features
   */
  LibsvmLine within(int most) {
    if (features() > most) {
      throw new IllegalArgumentException(
          "must have no index above the " + most + " of `data.numFeatures`, got " + features());
    }
    return this;
  }

  /** Its features as a vector of {@code features}. */
  Vector vector(int features) {
    return Vectors.sparse(features, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
  }
}
