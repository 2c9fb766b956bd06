package rllc.train.objective;

import java.util.Arrays;
import java.util.SplittableRandom;
import rllc.optim.SymmetricEigen;
import rllc.optim.Vectors;

/**
 * The largest eigenvalue of the Hessian, estimated by a few products with it.
 *
 * <p>The method is Lanczos': power iteration that keeps the whole Krylov space, so it needs far
 * fewer products. The estimate is the largest Ritz value plus its residual; from a random start
 * this is in practice an upper bound, where plain power iteration gives a lower one.
 *
 * @param largest the estimate, at least 0
 * @param products Hessian products used; each costs a pass
 */
public record Curvature(double largest, int products) {
  /** More products than this are not worth their passes. */
  public static final int MAX_PRODUCTS = 6;

  /** A residual below this fraction of the Ritz value ends the iteration. */
  private static final double ACCURACY = 0.05;

  /**
   * Estimates at {@code theta}; the start vector depends on {@code seed} alone.
   *
   * @throws IllegalArgumentException if a product overflows
   */
  public static Curvature estimate(CurvedObjective objective, double[] theta, long seed) {
    if (theta.length == 0) {
      return new Curvature(0, 0);
    }
    double[] previous = new double[theta.length];
    double[] current = unitVector(theta.length, seed);
    double[][] tridiagonal = new double[MAX_PRODUCTS][MAX_PRODUCTS];
    double estimate = 0;
    double beta = 0;
    for (int n = 1; n <= MAX_PRODUCTS; n++) {
      double[] product = objective.hessianVector(theta, current);
      double alpha = Vectors.dot(product, current);
      Vectors.addScaledInto(-alpha, current, product);
      Vectors.addScaledInto(-beta, previous, product);
      beta = Vectors.norm(product);
      if (!Double.isFinite(alpha + beta)) {
        throw new IllegalArgumentException(
            "`features` must be small enough for a finite curvature, got " + alpha);
      }
      tridiagonal[n - 1][n - 1] = alpha;
      SymmetricEigen ritz = SymmetricEigen.of(leading(tridiagonal, n));
      double residual = beta * Math.abs(ritz.vectors()[n - 1][n - 1]);
      estimate = Math.max(0, ritz.values()[n - 1]) + residual;
      if (residual <= ACCURACY * estimate || n == MAX_PRODUCTS) {
        return new Curvature(estimate, n);
      }
      tridiagonal[n - 1][n] = beta;
      tridiagonal[n][n - 1] = beta;
      previous = current;
      current = scaled(1 / beta, product);
    }
    throw new AssertionError("the last product returns");
  }

  /** The larger one of two estimates, which cost the products of both. */
  Curvature max(Curvature other) {
    return new Curvature(Math.max(largest, other.largest), products + other.products);
  }

  private static double[][] leading(double[][] matrix, int n) {
    return Arrays.stream(matrix, 0, n).map(row -> Arrays.copyOf(row, n)).toArray(double[][]::new);
  }

  private static double[] unitVector(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] vector = new double[length];
    for (int i = 0; i < length; i++) {
      vector[i] = random.nextDouble() - 0.5;
    }
    return scaled(1 / Vectors.norm(vector), vector);
  }

  private static double[] scaled(double factor, double[] vector) {
    return Arrays.stream(vector).map(x -> factor * x).toArray();
  }
}
