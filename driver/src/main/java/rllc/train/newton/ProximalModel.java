package rllc.train.newton;

import java.util.stream.IntStream;
import rllc.optim.Cholesky;
import rllc.optim.Vectors;
import rllc.train.objective.NonsmoothTerm;

/**
 * Minimises m(z) = g.(z - u) + (z - u)^T H (z - u) / 2 + sum_j a_j |z_j| within a box: what a
 * proximal Newton method solves in each step (Lee, Sun and Saunders, SIAM J. Optim. 24, 2014,
 * equation 2.6).
 *
 * <p>Coordinate descent, as in glmnet and LIBLINEAR, finds which coordinates are fixed ({@link
 * NonsmoothTerm}). Once a sweep leaves that as it was, one linear system moves all free ones to
 * their minimum at once, or to where the first of them becomes fixed: exact where coordinate
 * descent alone would creep.
 *
 * <p>An L1 part alone lets features that are multiples of one another share a coefficient in any
 * way. The first of them has it here, as coordinate descent without rounding would leave it.
 */
final class ProximalModel {
  private static final int MOST_SWEEPS = 1000;

  /** What remains of the first violation of the conditions of optimality. */
  private static final double ACCURACY = 1e-10;

  /** Relative difference of what rounding alone makes differ. */
  private static final double SAME = 1e-12;

  /** Added to a diagonal of ones: features may be combinations of others. */
  private static final double RIDGE = 1e-12;

  private final double[][] hessian;
  private final NonsmoothTerm part;
  private final double[] z;

  /** g + H (z - u). */
  private final double[] slopes;

  private ProximalModel(double[][] hessian, double[] gradient, double[] u, NonsmoothTerm part) {
    this.hessian = hessian;
    this.part = part;
    this.z = u.clone();
    this.slopes = gradient.clone();
  }

  /**
   * @param hessian H, symmetric and positive semidefinite; a coordinate without curvature stays
   * @param gradient g
   * @param u within the box
   */
  static double[] minimiser(double[][] hessian, double[] gradient, double[] u, NonsmoothTerm part) {
    ProximalModel model = new ProximalModel(hessian, gradient, u, part);
    double enough = ACCURACY * model.violation();
    for (int i = 0; i < MOST_SWEEPS && model.violation() > enough; i++) {
      int[] free = model.free();
      if (model.sweep() && free.length > 0) {
        model.move(free);
      }
    }
    model.gather();
    return model.z;
  }

  /**
   * Gives what multiples of a column have to the first of them, where their penalties are the same
   * multiple: m stays as it is.
   */
  private void gather() {
    for (int j = 0; j < z.length; j++) {
      for (int k = j + 1; k < z.length; k++) {
        double multiple = hessian[j][k] / hessian[j][j];
        if (z[k] != 0 && z[j] * z[k] >= 0 && part.weight(j) > 0 && multiples(j, k, multiple)) {
          move(j, z[j] + multiple * z[k]);
          move(k, 0);
        }
      }
    }
  }

  private boolean multiples(int j, int k, double multiple) {
    return multiple > 0
        && same(hessian[k][k], multiple * hessian[j][k])
        && same(part.weight(k), multiple * part.weight(j));
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= SAME * a;
  }

  /** The largest change that a coordinate wants, in the unit in which its curvature is one. */
  private double violation() {
    return IntStream.range(0, z.length)
        .mapToDouble(j -> Math.abs(best(j) - z[j]) * Math.sqrt(Math.max(0, hessian[j][j])))
        .max()
        .orElse(0);
  }

  /** Where m is least along coordinate j. */
  private double best(int j) {
    double curvature = hessian[j][j];
    return curvature > 0 ? part.nearest(j, z[j] - slopes[j] / curvature, 1 / curvature) : z[j];
  }

  /** Coordinate after coordinate; whether each is as fixed or free as before. */
  private boolean sweep() {
    boolean same = true;
    for (int j = 0; j < z.length; j++) {
      boolean fixed = part.fixed(j, z[j]);
      move(j, best(j));
      same &= part.fixed(j, z[j]) == fixed;
    }
    return same;
  }

  private void move(int j, double next) {
    if (next != z[j]) {
      Vectors.addScaledInto(next - z[j], hessian[j], slopes);
      z[j] = next;
    }
  }

  private int[] free() {
    return IntStream.range(0, z.length)
        .filter(j -> hessian[j][j] > 0 && !part.fixed(j, z[j]))
        .toArray();
  }

  private void move(int[] free) {
    double[] step = newtonStep(free);
    double[] ends = new double[free.length];
    double t = 1;
    for (int i = 0; i < free.length; i++) {
      ends[i] = part.end(free[i], z[free[i]], step[i]);
      t = step[i] == 0 ? t : Math.min(t, (ends[i] - z[free[i]]) / step[i]);
    }
    for (int i = 0; i < free.length; i++) {
      double next = z[free[i]] + t * step[i];
      boolean ended = step[i] != 0 && (ends[i] - z[free[i]]) / step[i] <= t;
      move(free[i], ended ? ends[i] : next);
    }
  }

  /** To the minimum over the coordinates {@code free}; 0 where rounding hides it. */
  private double[] newtonStep(int[] free) {
    int n = free.length;
    double[] scale = new double[n];
    double[] right = new double[n];
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      scale[i] = 1 / Math.sqrt(hessian[free[i]][free[i]]);
      right[i] = -scale[i] * (slopes[free[i]] + part.slope(free[i], z[free[i]]));
      for (int k = 0; k < i; k++) {
        matrix[i + n * k] = scale[i] * scale[k] * hessian[free[i]][free[k]];
        matrix[k + n * i] = matrix[i + n * k];
      }
      matrix[i + n * i] = 1 + RIDGE;
    }
    return Cholesky.solve(matrix, right)
        .map(solution -> Vectors.times(scale, solution))
        .orElse(new double[n]);
  }
}
