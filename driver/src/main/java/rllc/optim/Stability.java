package rllc.optim;

import java.util.Arrays;
import java.util.List;

/**
 * How long a step a linear memory bears while its law stays as it is.
 *
 * <p>On f = h theta^2 / 2 the iteration M &lt;- M P + h theta v^T, theta &lt;- theta - c1 M L is
 * linear in (M, theta); with x = c1 h its matrix is [[P, -P L], [x v^T, 1 - x v.L]] after scaling M
 * by c1. It is stable where the spectral radius of that is at most 1.
 */
public final class Stability {
  /** Eigenvalues of size 1 are computed as a little more. */
  private static final double ROUNDING = 1e-7;

  /** Curvatures below the largest are tried too, down to a thousandth of it. */
  private static final int CURVATURES = 13;

  /** Enough for a radius of 0.9999. */
  private static final int MOST_POWERS = 100_000;

  private Stability() {}

  /**
   * The largest x such that the iteration is stable for every c1 h in [x / 1000, x]: 2 for plain
   * SGD, 2 (1 + beta) for momentum with L = 1. 0 where not even x = 0.001 / (|v| |L|) is stable.
   */
  public static double limit(LinearMemory memory, List<Double> law) {
    double first = 1e-3 / (norm(memory.input()) * norm(array(law)));
    if (Double.isInfinite(first) || !stable(memory, law, first)) {
      return 0;
    }
    double low = first;
    double high = 2 * first;
    while (high < 1e9 * first && stable(memory, law, high)) {
      low = high;
      high *= 2;
    }
    while (high - low > 1e-4 * high) {
      double middle = (low + high) / 2;
      if (stable(memory, law, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether the iteration is stable for every c1 h in [x / 1000, x], x being {@code largest}. */
  public static boolean stable(LinearMemory memory, List<Double> law, double largest) {
    for (int i = 0; i < CURVATURES; i++) {
      double x = largest * Math.pow(10, -3.0 * i / (CURVATURES - 1));
      if (LinearMemory.spectralRadius(iteration(memory, law, x)) > 1 + ROUNDING) {
        return false;
      }
    }
    return true;
  }

  /**
   * What a steady gradient moves theta by in the end, in units of c1 times it: v (I - P)^-1 L. 1
   * for SGD, 1 / (1 - beta) for momentum. Under noise this, not the largest stable step, is what a
   * learning rate is measured by.
   */
  public static double gain(LinearMemory memory, List<Double> law) {
    double[][] p = memory.propagator();
    double[] v = memory.input();
    double[] power = array(law);
    double gain = 0;
    for (int i = 0; i < MOST_POWERS && norm(power) > 0; i++) {
      double[] next = new double[power.length];
      for (int j = 0; j < power.length; j++) {
        gain += v[j] * power[j];
        for (int l = 0; l < power.length; l++) {
          next[j] += p[j][l] * power[l];
        }
      }
      power = next;
    }
    return gain;
  }

  private static double[][] iteration(LinearMemory memory, List<Double> law, double x) {
    int k = memory.units();
    double[][] p = memory.propagator();
    double[] v = memory.input();
    double[][] matrix = new double[k + 1][k + 1];
    matrix[k][k] = 1;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        matrix[i][j] = p[i][j];
        matrix[i][k] -= p[i][j] * law.get(j);
      }
      matrix[k][i] = x * v[i];
      matrix[k][k] -= x * v[i] * law.get(i);
    }
    return matrix;
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double norm(double[] a) {
    return Math.sqrt(Arrays.stream(a).map(x -> x * x).sum());
  }
}
