package rllc.shard;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums what rows contribute to an objective: weighted losses and gradients, weights and counts.
 * Sums travel and are merged; the mean is taken once, at the end. It is not thread-safe.
 */
public final class GradientSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DoubleArray gradient;
  private double lossSum;
  private double weightSum;
  private long rows;

  /** Makes an empty sum of gradients of the given length, d * K + K. */
  public GradientSum(int length) {
    this.gradient = new DoubleArray(new double[length]);
  }

  /** Returns the gradient sum itself, to which kernels add. */
  public double[] gradient() {
    return gradient.values();
  }

  /** Adds the counts of rows whose gradient was added to {@link #gradient}. */
  public void add(double lossSum, double weightSum, long rows) {
    this.lossSum += lossSum;
    this.weightSum += weightSum;
    this.rows += rows;
  }

  /** Adds {@code other}, which is not changed. */
  public void merge(GradientSum other) {
    double[] sum = gradient();
    double[] more = other.gradient();
    if (more.length != sum.length) {
      throw new IllegalArgumentException(
          "`other` must have length " + sum.length + ", got " + more.length);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
    add(other.lossSum, other.weightSum, other.rows);
  }

  /** Goes back to no rows. */
  public void clear() {
    Arrays.fill(gradient(), 0);
    lossSum = 0;
    weightSum = 0;
    rows = 0;
  }

  /** Returns sum_i weight_i * l_i. */
  public double lossSum() {
    return lossSum;
  }

  /** Returns sum_i weight_i. */
  public double weightSum() {
    return weightSum;
  }

  /** Returns the number of rows, those of weight 0 included. */
  public long rows() {
    return rows;
  }

  /**
   * Returns lossSum / weightSum.
   *
   * @throws IllegalStateException if no row has a positive weight
   */
  public double meanLoss() {
    return lossSum / checkedWeightSum();
  }

  /**
   * Returns gradient / weightSum, a new array.
   *
   * @throws IllegalStateException if no row has a positive weight
   */
  public double[] meanGradient() {
    double weight = checkedWeightSum();
    double[] mean = gradient().clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= weight;
    }
    return mean;
  }

  private double checkedWeightSum() {
    if (!(weightSum > 0)) {
      throw new IllegalStateException("the sum over " + rows + " rows has no weight");
    }
    return weightSum;
  }
}
