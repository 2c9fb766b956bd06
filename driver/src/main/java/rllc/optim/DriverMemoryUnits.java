package rllc.optim;

import java.util.Arrays;

/** Memory units on the driver, one column array per unit. */
public final class DriverMemoryUnits implements MemoryUnits {
  private final double[][] columns;

  private DriverMemoryUnits(double[][] columns) {
    this.columns = columns;
  }

  /** M = 0 with {@code units} columns of length {@code dimension}. */
  public static DriverMemoryUnits zeros(int dimension, int units) {
    return new DriverMemoryUnits(new double[units][dimension]);
  }

  /** The given columns, which are kept and must not be changed afterwards. */
  public static DriverMemoryUnits of(double[]... columns) {
    for (double[] column : columns) {
      if (column.length != columns[0].length) {
        throw new IllegalArgumentException(
            "`columns` must have one length, got " + columns[0].length + " and " + column.length);
      }
    }
    return new DriverMemoryUnits(columns.clone());
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
    int units = units();
    double[][] gram = new double[units][units];
    double[] products = new double[units];
    for (int from = 0; from < gradient.length; from += Vectors.BLOCK) {
      int to = Math.min(gradient.length, from + Vectors.BLOCK);
      for (int i = 0; i < units; i++) {
        products[i] += Vectors.dot(columns[i], gradient, from, to);
        for (int j = 0; j <= i; j++) {
          gram[i][j] += Vectors.dot(columns[i], columns[j], from, to);
        }
      }
    }
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < i; j++) {
        gram[j][i] = gram[i][j];
      }
    }
    return new InnerProducts(gram, products);
  }

  @Override
  public DriverMemoryUnits propagate(Propagator propagator, double[] gradient) {
    double[][] next = new double[units()][];
    Arrays.setAll(next, j -> propagator.nextUnit(j, columns, gradient));
    return new DriverMemoryUnits(next);
  }

  @Override
  public double[] combine(double[] law) {
    double[] sum = new double[columns[0].length];
    for (int j = 0; j < law.length; j++) {
      if (law[j] != 0) {
        Vectors.addScaledInto(law[j], columns[j], sum);
      }
    }
    return sum;
  }
}
