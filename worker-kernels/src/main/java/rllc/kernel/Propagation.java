package rllc.kernel;

import java.util.Arrays;

/**
 * Holds the checked arguments of {@link Sweeps#propagate}. The columns of P are compressed: the
 * next unit j is the sum of {@code factors[s] * units[sources[s]]} for s from {@code starts[j]} to
 * {@code starts[j + 1] - 1}, and of {@code input[j] * gradient}.
 */
record Propagation(
    int[] starts,
    int[] sources,
    double[] factors,
    double[] input,
    double[][] units,
    double[] gradient,
    double[][] next,
    double[] law,
    double step,
    double[] theta) {

  int count() {
    return units.length;
  }

  static Propagation checked(
      double[][] propagator,
      double[] input,
      double[][] units,
      double[] gradient,
      double[][] next,
      double[] law,
      double step,
      double[] theta) {
    int k = units.length;
    if (k < 1 || k > Sweeps.MOST_UNITS) {
      throw new IllegalArgumentException(
          "`units` must be 1 to " + Sweeps.MOST_UNITS + " vectors, got " + k);
    }
    if (propagator.length != k || next.length != k) {
      throw new IllegalArgumentException(
          "`propagator` and `next` must have "
              + k
              + " rows, got "
              + propagator.length
              + " and "
              + next.length);
    }
    Sweeps.checkLength("input", input, k);
    Sweeps.checkLength("law", law, k);
    Sweeps.checkLength("gradient", gradient, theta.length);
    for (int j = 0; j < k; j++) {
      Sweeps.checkLength("propagator", propagator[j], k);
      Sweeps.checkLength("units", units[j], theta.length);
      Sweeps.checkLength("next", next[j], theta.length);
    }
    checkApart(units, gradient, next, theta);
    return compressed(propagator, input, units, gradient, next, law, step, theta);
  }

  /** Checks that no array is both read and written, unless {@code next} is {@code units}. */
  private static void checkApart(
      double[][] units, double[] gradient, double[][] next, double[] theta) {
    for (int j = 0; j < next.length; j++) {
      boolean shared = next[j] == gradient || next[j] == theta || units[j] == theta;
      for (int i = 0; i < units.length; i++) {
        boolean own = next == units && i == j;
        shared |= next[j] == units[i] && !own || next[j] == next[i] && i != j;
      }
      if (shared || gradient == theta) {
        throw new IllegalArgumentException(
            "`next` must be `units` itself or arrays of its own, and `theta` an array of its own");
      }
    }
  }

  private static Propagation compressed(
      double[][] propagator,
      double[] input,
      double[][] units,
      double[] gradient,
      double[][] next,
      double[] law,
      double step,
      double[] theta) {
    int k = units.length;
    int[] starts = new int[k + 1];
    int[] sources = new int[k * k];
    double[] factors = new double[k * k];
    int count = 0;
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < k; i++) {
        if (propagator[i][j] != 0) {
          sources[count] = i;
          factors[count++] = propagator[i][j];
        }
      }
      starts[j + 1] = count;
    }
    return new Propagation(
        starts,
        Arrays.copyOf(sources, count),
        Arrays.copyOf(factors, count),
        input,
        units,
        gradient,
        next,
        law,
        step,
        theta);
  }
}
