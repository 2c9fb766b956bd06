package rllc.optim;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import rllc.kernel.Sweeps;

/** Memory units on the driver, one column array per unit, swept by all its cores. */
public final class DriverMemoryUnits implements MemoryUnits {
  private final Sweeps sweeps;
  private final double[][] columns;

  private DriverMemoryUnits(Sweeps sweeps, double[][] columns) {
    this.sweeps = sweeps;
    this.columns = columns;
  }

  /** M = 0 with {@code units} columns of length {@code dimension}. */
  public static DriverMemoryUnits zeros(Sweeps sweeps, int dimension, int units) {
    return new DriverMemoryUnits(sweeps, new double[units][dimension]);
  }

  /** The given columns, which are kept and must not be changed afterwards. */
  public static DriverMemoryUnits of(Sweeps sweeps, double[]... columns) {
    for (double[] column : columns) {
      if (column.length != columns[0].length) {
        throw new IllegalArgumentException(
            "`columns` must have one length, got " + columns[0].length + " and " + column.length);
      }
    }
    return new DriverMemoryUnits(sweeps, columns.clone());
  }

  @Override
  public int units() {
    return columns.length;
  }

  /** Unit {@code j}, not to be changed. */
  public double[] column(int j) {
    return columns[j];
  }

  @Override
  public InnerProducts innerProducts(double[] gradient) {
    int k = units();
    double[][] vectors = Arrays.copyOf(columns, k + 1);
    vectors[k] = gradient;
    double[][] products = sweeps.innerProducts(vectors);
    double[][] gram = new double[k][];
    Arrays.setAll(gram, i -> Arrays.copyOf(products[i], k));
    return new InnerProducts(gram, Arrays.copyOf(products[k], k));
  }

  @Override
  public double[][] gram(UnaryOperator<double[]> curvature) {
    double[][] gram = new double[units()][units()];
    for (int i = 0; i < gram.length; i++) {
      double[] product = curvature.apply(columns[i]);
      for (int j = 0; j <= i; j++) {
        gram[i][j] = Vectors.dot(product, columns[j]);
        gram[j][i] = gram[i][j];
      }
    }
    return gram;
  }

  @Override
  public Step step(
      LinearMemory memory, double[] gradient, double[] law, double c1, double[] theta) {
    double[][] next = new double[units()][theta.length];
    double[] moved = theta.clone();
    sweeps.propagate(memory.propagator(), memory.input(), columns, gradient, next, law, c1, moved);
    return new Step(new DriverMemoryUnits(sweeps, next), moved);
  }
}
