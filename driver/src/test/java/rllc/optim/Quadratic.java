package rllc.optim;

import java.util.SplittableRandom;

/** f(x) = x.Hx / 2 - b.x with a random positive definite H of given condition, largest 1. */
public record Quadratic(double[][] hessian, double[] linear, double[] start) {
  public static Quadratic random(int d, double condition, SplittableRandom random) {
    double[][] hessian = new double[d][d];
    double[][] basis = orthonormal(d, random);
    for (int e = 0; e < d; e++) {
      double eigenvalue = Math.pow(condition, -e / (double) Math.max(1, d - 1));
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          hessian[i][j] += eigenvalue * basis[e][i] * basis[e][j];
        }
      }
    }
    return new Quadratic(hessian, vector(d, random), vector(d, random));
  }

  public double[] gradient(double[] x) {
    double[] g = times(x);
    Vectors.addScaledInto(-1, linear, g);
    return g;
  }

  public double value(double[] x) {
    return Vectors.dot(x, times(x)) / 2 - Vectors.dot(linear, x);
  }

  public double[] times(double[] x) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      product[i] = Vectors.dot(hessian[i], x);
    }
    return product;
  }

  /** Entries uniform in [-1, 1). */
  public static double[] vector(int d, SplittableRandom random) {
    return random.doubles(d, -1, 1).toArray();
  }

  private static double[][] orthonormal(int d, SplittableRandom random) {
    double[][] basis = new double[d][];
    for (int e = 0; e < d; e++) {
      double[] v = vector(d, random);
      for (int pass = 0; pass < 2; pass++) {
        for (int other = 0; other < e; other++) {
          Vectors.addScaledInto(-Vectors.dot(v, basis[other]), basis[other], v);
        }
      }
      double norm = Vectors.norm(v);
      for (int i = 0; i < d; i++) {
        v[i] /= norm;
      }
      basis[e] = v;
    }
    return basis;
  }
}
