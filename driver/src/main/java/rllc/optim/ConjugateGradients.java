package rllc.optim;

import java.util.function.UnaryOperator;

/**
 * Jacobi-preconditioned conjugate gradients for H x = b from x = 0, H symmetric and positive
 * (semi-)definite. Stops early at a direction without curvature.
 *
 * @param solution the approximate x; the zero vector only where b is
 * @param products with H that it took
 */
public record ConjugateGradients(double[] solution, int products) {
  /**
   * @param hessian a product with H, a new array
   * @param preconditioner diagonal of the preconditioner's inverse, positive; where it is 0, x
   *     stays 0
   * @param mostProducts at least 1
   * @param tolerance ends where the preconditioned residual's norm is this times the first
   */
  public static ConjugateGradients solve(
      UnaryOperator<double[]> hessian,
      double[] preconditioner,
      double[] b,
      int mostProducts,
      double tolerance) {
    double[] x = new double[b.length];
    double[] residual = b.clone();
    double[] conditioned = Vectors.times(preconditioner, residual);
    double[] direction = conditioned.clone();
    double square = Vectors.dot(residual, conditioned);
    double enough = tolerance * tolerance * square;
    int products = 0;
    while (products < mostProducts && square > enough) {
      double[] product = hessian.apply(direction);
      products++;
      double curvature = Vectors.dot(direction, product);
      if (!(curvature > 0)) {
        // Nothing bends along here: what was found so far, or the preconditioned gradient.
        return new ConjugateGradients(products == 1 ? conditioned : x, products);
      }
      double step = square / curvature;
      Vectors.addScaledInto(step, direction, x);
      Vectors.addScaledInto(-step, product, residual);
      conditioned = Vectors.times(preconditioner, residual);
      double next = Vectors.dot(residual, conditioned);
      double keep = next / square;
      for (int i = 0; i < direction.length; i++) {
        direction[i] = conditioned[i] + keep * direction[i];
      }
      square = next;
    }
    return new ConjugateGradients(x, products);
  }
}
