package rllc.kernel;

import rllc.shard.Block;

/** Multiplies a block's rows with columns of parameters, and sums rows, for the Java kernels. */
abstract class Rows {
  final int features;
  final double[] values;

  private Rows(Block block) {
    features = block.features();
    values = block.values();
  }

  static Rows of(Block block) {
    return block.isDense() ? new Dense(block) : new Sparse(block);
  }

  /** Returns theta . (x, 1) for one column. */
  abstract double margin(int row, double[] theta);

  /** Adds multiplier * (x, 1) to {@code sum} for one column. */
  abstract void add(int row, double multiplier, double[] sum);

  /** Writes theta . (x, 1) for {@code margins.length} columns. */
  final void marginsInto(int row, double[] thetas, double[] margins) {
    if (margins.length == 1) {
      margins[0] = margin(row, thetas);
    } else {
      System.arraycopy(thetas, features * margins.length, margins, 0, margins.length);
      addMargins(row, thetas, margins);
    }
  }

  /** Adds thetas . x to {@code margins}. */
  abstract void addMargins(int row, double[] thetas, double[] margins);

  /** Adds multipliers * (x, 1) to {@code sums} for {@code multipliers.length} columns. */
  abstract void add(int row, double[] multipliers, double[] sums);

  /** Adds multipliers * (x^2, 1) to {@code sums}. */
  abstract void addSquares(int row, double[] multipliers, double[] sums);

  /** Returns (squares x + slopes) . x. */
  abstract double norm(int row, double[] squares, double[] slopes);

  /** Adds value * thetas[column] to {@code margins}. */
  static void gather(double value, int column, double[] thetas, double[] margins) {
    int at = column * margins.length;
    for (int k = 0; k < margins.length; k++) {
      margins[k] += value * thetas[at + k];
    }
  }

  /** Adds value * multipliers to sums[column]. */
  static void scatter(double value, int column, double[] multipliers, double[] sums) {
    int at = column * multipliers.length;
    for (int k = 0; k < multipliers.length; k++) {
      sums[at + k] += value * multipliers[k];
    }
  }

  private static final class Dense extends Rows {
    Dense(Block block) {
      super(block);
    }

    /** Four partial sums, so that additions need not wait for each other. */
    @Override
    double margin(int row, double[] theta) {
      double[] x = values;
      int start = row * features;
      double a = 0;
      double b = 0;
      double c = 0;
      double e = 0;
      int j = 0;
      for (; j + 4 <= features; j += 4) {
        a += x[start + j] * theta[j];
        b += x[start + j + 1] * theta[j + 1];
        c += x[start + j + 2] * theta[j + 2];
        e += x[start + j + 3] * theta[j + 3];
      }
      for (; j < features; j++) {
        a += x[start + j] * theta[j];
      }
      return a + c + (b + e) + theta[features];
    }

    @Override
    void add(int row, double multiplier, double[] sum) {
      double[] x = values;
      int start = row * features;
      for (int j = 0; j < features; j++) {
        sum[j] += multiplier * x[start + j];
      }
      sum[features] += multiplier;
    }

    @Override
    void addMargins(int row, double[] thetas, double[] margins) {
      for (int j = 0; j < features; j++) {
        gather(values[row * features + j], j, thetas, margins);
      }
    }

    @Override
    void add(int row, double[] multipliers, double[] sums) {
      for (int j = 0; j < features; j++) {
        scatter(values[row * features + j], j, multipliers, sums);
      }
      scatter(1, features, multipliers, sums);
    }

    @Override
    void addSquares(int row, double[] multipliers, double[] sums) {
      for (int j = 0; j < features; j++) {
        double x = values[row * features + j];
        scatter(x * x, j, multipliers, sums);
      }
      scatter(1, features, multipliers, sums);
    }

    /** Two partial sums, so that additions need not wait for each other. */
    @Override
    double norm(int row, double[] squares, double[] slopes) {
      double[] x = values;
      int start = row * features;
      double even = 0;
      double odd = 0;
      int j = 0;
      for (; j + 2 <= features; j += 2) {
        even += (squares[j] * x[start + j] + slopes[j]) * x[start + j];
        odd += (squares[j + 1] * x[start + j + 1] + slopes[j + 1]) * x[start + j + 1];
      }
      if (j < features) {
        even += (squares[j] * x[start + j] + slopes[j]) * x[start + j];
      }
      return even + odd;
    }
  }

  private static final class Sparse extends Rows {
    private final int[] rowStarts;
    private final int[] indices;

    Sparse(Block block) {
      super(block);
      rowStarts = block.rowStarts();
      indices = block.indices();
    }

    @Override
    double margin(int row, double[] theta) {
      double[] x = values;
      int[] index = indices;
      int end = rowStarts[row + 1];
      int k = rowStarts[row];
      double a = 0;
      double b = 0;
      for (; k + 2 <= end; k += 2) {
        a += x[k] * theta[index[k]];
        b += x[k + 1] * theta[index[k + 1]];
      }
      if (k < end) {
        a += x[k] * theta[index[k]];
      }
      return a + b + theta[features];
    }

    @Override
    void add(int row, double multiplier, double[] sum) {
      double[] x = values;
      int[] index = indices;
      int end = rowStarts[row + 1];
      for (int k = rowStarts[row]; k < end; k++) {
        sum[index[k]] += multiplier * x[k];
      }
      sum[features] += multiplier;
    }

    @Override
    void addMargins(int row, double[] thetas, double[] margins) {
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        gather(values[k], indices[k], thetas, margins);
      }
    }

    @Override
    void add(int row, double[] multipliers, double[] sums) {
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        scatter(values[k], indices[k], multipliers, sums);
      }
      scatter(1, features, multipliers, sums);
    }

    @Override
    void addSquares(int row, double[] multipliers, double[] sums) {
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        scatter(values[k] * values[k], indices[k], multipliers, sums);
      }
      scatter(1, features, multipliers, sums);
    }

    @Override
    double norm(int row, double[] squares, double[] slopes) {
      double sum = 0;
      for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
        int j = indices[k];
        sum += (squares[j] * values[k] + slopes[j]) * values[k];
      }
      return sum;
    }
  }
}
