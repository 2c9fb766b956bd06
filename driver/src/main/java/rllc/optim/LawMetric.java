package rllc.optim;

import java.util.function.UnaryOperator;

/**
 * The metric in which a law is corrected. With a matrix B that stands for the Hessian,
 *
 * <pre>
 *   L &lt;- L + c2 (c1 M^T B M)^+ M^T g
 * </pre>
 *
 * <p>The last step taken again, f(theta - c1 M L), has the gradient -c1 M^T g and, where B is the
 * Hessian, the second derivative c1^2 M^T B M in L: c2 = 1 leads to its exact minimum on a
 * quadratic. B = I / c1 gives the paper's M^+ g. In any metric c2 has no unit, and a change of
 * basis of M changes no step.
 *
 * <p>Worked number: M = (2, 0)^T, g = (3, 5)^T, c1 = 0.5, B = diag(3, 1) give c1 M^T B M = 6, M^T g
 * = 6: the law grows by c2. For one unit, M = g and B = H, c2 = 1 is the step length of Barzilai
 * and Borwein (1988).
 */
@FunctionalInterface
public interface LawMetric {
  /** The paper's. */
  LawMetric IDENTITY = (memory, c1, products) -> products;

  /**
   * {@code products} with c1 M^T B M in the place of M^T M.
   *
   * @param memory M
   */
  InnerProducts of(MemoryUnits memory, double c1, InnerProducts products);

  /**
   * The metric of a matrix that can be multiplied with.
   *
   * @param curvature v to B v, B symmetric and positive semi-definite
   */
  static LawMetric of(UnaryOperator<double[]> curvature) {
    return (memory, c1, products) -> {
      double[][] gram = memory.gram(curvature);
      for (double[] row : gram) {
        for (int j = 0; j < row.length; j++) {
          row[j] *= c1;
        }
      }
      return new InnerProducts(gram, products.gradientProducts());
    };
  }
}
