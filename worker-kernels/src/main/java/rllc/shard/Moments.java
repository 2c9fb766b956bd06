package rllc.shard;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Computes weighted means and variances of all features and of the label in one pass. Sums of
 * different rows are merged by the formula of Chan, Golub and LeVeque (1979).
 *
 * <p>Only entries that are not zero are read; zeros enter at the end. The variance is the sample's,
 * as in Spark's Summarizer: sum w (x - mean)^2 / (sum w - sum w^2 / sum w), so for weights of 1 the
 * divisor is n - 1.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows of positive weight in which the feature is not zero. Sums of weights are not exact. */
  private final long[] counts;

  private final double[] weights;
  private final double[] means;
  private final double[] squares;
  private long rows;
  private long weightedRows;
  private double weightSum;
  private double weightSquares;
  private double labelMean;
  private double labelSquares;

  /** Makes moments of no rows. */
  public Moments(int features) {
    counts = new long[features];
    weights = new double[features];
    means = new double[features];
    squares = new double[features];
  }

  /** Adds the rows of one block. */
  public void add(Block block) {
    for (int row = 0; row < block.rows(); row++) {
      double weight = block.weight(row);
      rows++;
      if (weight > 0) {
        weightedRows++;
        weightSum += weight;
        weightSquares += weight * weight;
        double delta = block.label(row) - labelMean;
        labelMean += delta * weight / weightSum;
        labelSquares += weight * delta * (block.label(row) - labelMean);
      }
    }
    if (block.isDense()) {
      addDense(block);
    } else {
      addSparse(block);
    }
  }

  /**
   * Adds a dense block in two sweeps, the second from the cache. There is no division for each
   * entry, and rows without a zero need no test for each entry.
   */
  private void addDense(Block block) {
    int d = block.features();
    double[] x = block.values();
    long[] count = new long[d];
    double[] weight = new double[d];
    double[] mean = new double[d];
    boolean[] full = new boolean[block.rows()];
    long fullRows = 0;
    double fullWeight = 0;
    for (int row = 0; row < full.length; row++) {
      double w = block.weight(row);
      full[row] = w > 0 && isFull(x, row * d, d);
      if (full[row]) {
        fullRows++;
        fullWeight += w;
      } else if (w > 0) {
        countNonZeros(x, row * d, w, count, weight);
      }
      addProducts(w, x, row * d, mean);
    }
    for (int j = 0; j < d; j++) {
      count[j] += fullRows;
      weight[j] += fullWeight;
      mean[j] = weight[j] > 0 ? mean[j] / weight[j] : 0;
    }
    double[] square = new double[d];
    for (int row = 0; row < full.length; row++) {
      if (full[row]) {
        addSquares(block.weight(row), x, row * d, mean, square);
      } else {
        addSquaresOfNonZeros(block.weight(row), x, row * d, mean, square);
      }
    }
    for (int j = 0; j < d; j++) {
      mergeFeature(j, count[j], weight[j], mean[j], square[j]);
    }
  }

  private static boolean isFull(double[] x, int from, int d) {
    int zeros = 0;
    for (int k = from; k < from + d; k++) {
      zeros += x[k] == 0 ? 1 : 0;
    }
    return zeros == 0;
  }

  private static void countNonZeros(double[] x, int from, double w, long[] count, double[] weight) {
    for (int j = 0; j < count.length; j++) {
      if (x[from + j] != 0) {
        count[j]++;
        weight[j] += w;
      }
    }
  }

  private static void addProducts(double w, double[] x, int from, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += w * x[from + j];
    }
  }

  private static void addSquares(double w, double[] x, int from, double[] mean, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      double delta = x[from + j] - mean[j];
      sum[j] += w * delta * delta;
    }
  }

  private static void addSquaresOfNonZeros(
      double w, double[] x, int from, double[] mean, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      double delta = x[from + j] != 0 ? x[from + j] - mean[j] : 0;
      sum[j] += w * delta * delta;
    }
  }

  private void addSparse(Block block) {
    int[] starts = block.rowStarts();
    int[] indices = block.indices();
    double[] values = block.values();
    for (int row = 0; row < block.rows(); row++) {
      double w = block.weight(row);
      if (w > 0) {
        for (int k = starts[row]; k < starts[row + 1]; k++) {
          int j = indices[k];
          double delta = values[k] - means[j];
          counts[j]++;
          weights[j] += w;
          // Indicators are one wherever they are stored: no division for them.
          if (delta != 0) {
            means[j] += delta * w / weights[j];
            squares[j] += w * delta * (values[k] - means[j]);
          }
        }
      }
    }
  }

  private void mergeFeature(int j, long count, double weight, double mean, double square) {
    if (count > 0) {
      double total = weights[j] + weight;
      double delta = mean - means[j];
      means[j] += delta * weight / total;
      squares[j] += square + delta * delta * weights[j] * weight / total;
      weights[j] = total;
      counts[j] += count;
    }
  }

  /** Adds {@code other}, which is not changed. */
  public void merge(Moments other) {
    for (int j = 0; j < means.length; j++) {
      mergeFeature(j, other.counts[j], other.weights[j], other.means[j], other.squares[j]);
    }
    double total = weightSum + other.weightSum;
    if (other.weightSum > 0) {
      double delta = other.labelMean - labelMean;
      labelMean += delta * other.weightSum / total;
      labelSquares += other.labelSquares + delta * delta * weightSum * other.weightSum / total;
    }
    rows += other.rows;
    weightedRows += other.weightedRows;
    weightSum = total;
    weightSquares += other.weightSquares;
  }

  /** Goes back to no rows. */
  public void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(weights, 0);
    Arrays.fill(means, 0);
    Arrays.fill(squares, 0);
    rows = 0;
    weightedRows = 0;
    weightSum = 0;
    weightSquares = 0;
    labelMean = 0;
    labelSquares = 0;
  }

  /** Returns the number of rows, those of weight 0 included. */
  public long rows() {
    return rows;
  }

  /** Returns the sum of the rows' weights. */
  public double weightSum() {
    return weightSum;
  }

  /**
   * Returns a sample's deviation divided by the population's, whose divisor is sum w: sqrt(W / (W -
   * sum w^2 / W)) with W = sum w; infinite for one row.
   */
  public double deviationRatio() {
    return Math.sqrt(weightSum / freedom());
  }

  /** Returns the weighted mean of the label. */
  public double labelMean() {
    return labelMean;
  }

  /** Returns the weighted sum of the label's squared differences from its mean. */
  public double labelSquares() {
    return labelSquares;
  }

  /** Returns the sample standard deviation of the label. */
  public double labelDeviation() {
    return deviation(labelSquares);
  }

  /** Returns the mean of each feature over all rows, zeros included. */
  public double[] featureMeans() {
    double[] result = new double[means.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = means[j] * weights[j] / weightSum;
    }
    return result;
  }

  /** Returns, for each feature, the share of all weight on rows in which it is not zero. */
  public double[] featureShares() {
    double[] result = new double[means.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = Math.min(1, weights[j] / weightSum);
    }
    return result;
  }

  /**
   * Returns the root mean square of x_j - centres_j over the rows in which feature j is not zero; 0
   * if there are none.
   */
  public double[] featureSizes(double[] centres) {
    double[] result = new double[means.length];
    for (int j = 0; j < result.length; j++) {
      double offCentre = means[j] - centres[j];
      result[j] = weights[j] > 0 ? Math.sqrt(squares[j] / weights[j] + offCentre * offCentre) : 0;
    }
    return result;
  }

  /**
   * Returns the sample standard deviation of each feature over all rows, zeros included; 0 for a
   * constant feature.
   */
  public double[] featureDeviations() {
    double[] result = new double[means.length];
    for (int j = 0; j < result.length; j++) {
      double deviation = deviationOf(j);
      // Rounding leaves a constant feature a deviation of some ulps of its value: that is no
      // spread.
      result[j] = deviation <= 1e-13 * Math.abs(means[j]) ? 0 : deviation;
    }
    return result;
  }

  /**
   * Returns the features whose computed deviation is above 0 and at most {@code share} of their
   * mean in magnitude: constant ones with an error of rounding, and ones that vary in their last
   * digits.
   */
  public int[] featuresOfLittleSpread(double share) {
    return IntStream.range(0, means.length)
        .filter(j -> deviationOf(j) > 0 && deviationOf(j) <= share * Math.abs(means[j]))
        .toArray();
  }

  private double deviationOf(int j) {
    double zeros = counts[j] == weightedRows ? 0 : Math.max(0, weightSum - weights[j]);
    return deviation(squares[j] + means[j] * means[j] * weights[j] * zeros / weightSum);
  }

  private double deviation(double squareSum) {
    return freedom() > 0 ? Math.sqrt(squareSum / freedom()) : 0;
  }

  private double freedom() {
    return weightSum - weightSquares / weightSum;
  }
}
