package rllc.train.newton;

import java.util.Optional;
import rllc.optim.SecantPairs;
import rllc.optim.SymmetricEigen;
import rllc.optim.Vectors;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.LossGramian;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Orthant;
import rllc.train.pilot.Pilot;

/**
 * B = the exact Hessian, from the Gramians that a pass brings along ({@link LossGramian}): rows are
 * read once, so it counts as that one pass. Each step is Newton's; no secant pair could tell more.
 * A holdout says where such a step goes far too far, because rows that had no curvature any more
 * flip: there its length is taken, else one. Far from the optimum a longer one is taken too: where
 * rows are being fitted, the loss falls like exp(-margin) and a step of length one raises margins
 * by no more than one.
 *
 * <p>For least squares c_i = 1 and the first pass's Gramian serves the run. The first step is then
 * the solution itself; rounding in the sums is mended by the steps that follow, which solve for
 * what is left of the gradient (iterative refinement).
 *
 * <p>A singular B has directions without curvature, in which the gradient is zero too: they are
 * left out (minimum norm).
 */
final class GramianHessian implements HessianModel {
  /** Eigenvalues below this part of the largest are rounding. */
  private static final double RANK = 1e-13;

  /** Far from the optimum, a step may be this long. */
  private static final double LONGEST = 2;

  private final ExactHessian hessian;

  /** Of the Hessian scaled to a diagonal of ones, so that rank is judged in no feature's units. */
  private SymmetricEigen eigen;

  private double[] scale;

  /**
   * @param seed of the holdout's draw
   */
  GramianHessian(LinearObjective objective, long seed) {
    this.hessian = new ExactHessian(objective, seed);
  }

  @Override
  public PassRequest request(int step) {
    return hessian.request();
  }

  @Override
  public double take(LinearObjective.Survey survey, double[] u) {
    hessian.take(survey);
    if (survey.gramian() != null) {
      double[][] matrix = hessian.matrix();
      double[][] scaled = new double[matrix.length][matrix.length];
      scale = new double[matrix.length];
      for (int i = 0; i < scale.length; i++) {
        scale[i] = matrix[i][i] > 0 ? 1 / Math.sqrt(matrix[i][i]) : 0;
      }
      for (int i = 0; i < scale.length; i++) {
        for (int j = 0; j < scale.length; j++) {
          scaled[i][j] = matrix[i][j] * (scale[i] * scale[j]);
        }
      }
      eigen = SymmetricEigen.of(scaled);
    }
    return 0;
  }

  @Override
  public Product solve(double[] u, double[] q, SecantPairs pairs, Orthant orthant) {
    double[] values = eigen.values();
    double[] scaled = Vectors.times(scale, q);
    double[] solution = new double[q.length];
    for (int i = values.length - 1; i >= 0 && values[i] > RANK * values[values.length - 1]; i--) {
      double[] vector = eigen.vectors()[i];
      Vectors.addScaledInto(Vectors.dot(vector, scaled) / values[i], vector, solution);
    }
    return new Product(Vectors.times(scale, solution), 0);
  }

  @Override
  public Optional<Pilot> holdout() {
    return hessian.holdout();
  }

  @Override
  public double length(double proposed, boolean far) {
    return proposed < ExactHessian.FAR_SHORTER
        ? proposed
        : far ? Math.max(1, Math.min(proposed, LONGEST)) : 1;
  }

  @Override
  public boolean forgets(int step, boolean far) {
    return !hessian.quadratic();
  }

  @Override
  public double unseen() {
    return 0;
  }
}
