package rllc.optim;

/**
 * L-BFGS as a law over memory units: steps s_i and gradient changes y_i of the last pairs, oldest
 * first, the gradient g, and a unit n that the middle matrix makes. All coefficients follow from
 * inner products (vector-free L-BFGS, Chen et al. 2014); the two loops of Nocedal and Wright,
 * algorithm 7.4, are {@link #before} and {@link #after} the middle:
 *
 * <pre>
 *   q = g - sum_i before_i y_i,   n = B^-1 q,   direction = n + sum_i after_i s_i
 * </pre>
 *
 * <p>Worked number, one pair: s.y = 2, s.g = 3, y.n = 1 give before = 3/2, after = 3/2 - 1/2 = 1.
 */
public final class SecantLaw {
  private SecantLaw() {}

  /**
   * The first loop.
   *
   * @param stepChange s_i.y_j, k x k
   * @param stepGradient s_i.g
   */
  public static double[] before(double[][] stepChange, double[] stepGradient) {
    int pairs = stepGradient.length;
    double[] before = new double[pairs];
    for (int i = pairs - 1; i >= 0; i--) {
      double product = stepGradient[i];
      for (int j = i + 1; j < pairs; j++) {
        product -= before[j] * stepChange[i][j];
      }
      before[i] = product / stepChange[i][i];
    }
    return before;
  }

  /**
   * The second loop.
   *
   * @param changeUnit y_i.n
   */
  public static double[] after(double[][] stepChange, double[] before, double[] changeUnit) {
    int pairs = before.length;
    double[] after = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      double product = changeUnit[i];
      for (int j = 0; j < i; j++) {
        product += after[j] * stepChange[j][i];
      }
      after[i] = before[i] - product / stepChange[i][i];
    }
    return after;
  }
}
