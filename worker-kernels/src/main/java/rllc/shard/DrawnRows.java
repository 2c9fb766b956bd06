package rllc.shard;

import java.util.Arrays;

/** Collects the rows of one block that a {@link RowSample} may keep, with their keys and shares. */
public final class DrawnRows {
  private final double limit;
  private int[] rows = new int[64];
  private double[] keys = new double[64];
  private double[] shares = new double[64];
  private int count;

  DrawnRows(double limit) {
    this.limit = limit;
  }

  /**
   * Takes a row if its key {@code exponential / share} is below the limit.
   *
   * @param row its number, above those taken before
   * @param exponential a random number of the exponential distribution with mean 1
   * @param share the row's share p_i, as in {@link RowSample}
   */
  public void add(int row, double exponential, double share) {
    double key = exponential / share;
    if (key < limit) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
        keys = Arrays.copyOf(keys, 2 * count);
        shares = Arrays.copyOf(shares, 2 * count);
      }
      rows[count] = row;
      keys[count] = key;
      shares[count++] = share;
    }
  }

  int[] rows() {
    return Arrays.copyOf(rows, count);
  }

  double[] keys() {
    return Arrays.copyOf(keys, count);
  }

  double[] shares() {
    return Arrays.copyOf(shares, count);
  }
}
