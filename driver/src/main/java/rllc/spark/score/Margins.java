package rllc.spark.score;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import rllc.shard.Block;

/**
 * Margins of rows and their weights, 16 bytes a row, in any order; never changed once made.
 *
 * <p>A class, not a record: it crosses the wire.
 */
final class Margins implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The margins, so coded that their order is that of the unsigned keys. */
  private final long[] keys;

  /** The rows' weights, below 0 where the label is 0. */
  private final double[] weights;

  Margins(long[] keys, double[] weights) {
    this.keys = keys;
    this.weights = weights;
  }

  /** Of the rows of {@code block} that are {@code kept} and have a weight. */
  static Margins of(Block block, double[] margins, IntPredicate kept) {
    long[] keys = new long[block.rows()];
    double[] weights = new double[block.rows()];
    int size = 0;
    for (int row = 0; row < block.rows(); row++) {
      double weight = block.weight(row);
      if (weight > 0 && kept.test(row)) {
        keys[size] = key(margins[row]);
        weights[size++] = block.label(row) > 0 ? weight : -weight;
      }
    }
    return new Margins(keys, weights).range(0, size);
  }

  /** Adding 0.0 makes -0.0 the margin 0.0; NaN is above all numbers. */
  private static long key(double margin) {
    long bits = Double.doubleToLongBits(margin + 0.0);
    return bits ^ (bits >> 63 | Long.MIN_VALUE);
  }

  /**
   * All rows of {@code parts} in ascending order, equal ones as they stood, with weights in whole
   * units, rounded: whole numbers below 2^53 add up exactly in any order.
   */
  static Margins sorted(List<Margins> parts, double unit) {
    int size = parts.stream().mapToInt(Margins::size).sum();
    long[] keys = new long[size];
    double[] weights = new double[size];
    int next = 0;
    for (Margins part : parts) {
      System.arraycopy(part.keys, 0, keys, next, part.size());
      for (double weight : part.weights) {
        weights[next++] = Math.rint(weight / unit);
      }
    }
    return RadixSort.sorted(keys, weights);
  }

  /** Of sorted margins with whole weights: one entry at most for each margin and label. */
  Margins merged() {
    long[] margins = new long[size()];
    double[] sums = new double[size()];
    int size = 0;
    for (int from = 0, end; from < size(); from = end) {
      end = endOfEqual(from);
      double[] sum = sums(from, end);
      for (double weight : sum) {
        if (weight != 0) {
          margins[size] = keys[from];
          sums[size++] = weight;
        }
      }
    }
    return new Margins(margins, sums).range(0, size);
  }

  /** The end of the run of equal margins that begins at {@code from}; the margins are sorted. */
  int endOfEqual(int from) {
    int end = from + 1;
    while (end < keys.length && keys[end] == keys[from]) {
      end++;
    }
    return end;
  }

  /** The weights of entries [from, end): those of label 0, which are below 0, and those of 1. */
  double[] sums(int from, int end) {
    double[] sums = new double[2];
    for (int i = from; i < end; i++) {
      sums[weights[i] > 0 ? 1 : 0] += weights[i];
    }
    return sums;
  }

  /** Entries [from, end). */
  Margins range(int from, int end) {
    return from == 0 && end == size()
        ? this
        : new Margins(Arrays.copyOfRange(keys, from, end), Arrays.copyOfRange(weights, from, end));
  }

  /** How many of the sorted margins come before {@code key}. */
  int before(long key) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(keys[middle], key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  long key(int i) {
    return keys[i];
  }

  int size() {
    return keys.length;
  }
}
