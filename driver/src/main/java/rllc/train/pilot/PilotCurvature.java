package rllc.train.pilot;

import java.util.Arrays;
import rllc.optim.ConjugateGradients;
import rllc.settings.Tuning;
import rllc.train.linear.Coordinates;
import rllc.train.objective.Orthant;

/**
 * The Hessian as the driver can multiply with it: that of the proposing pilot, plus on the diagonal
 * what the pilot has missed, plus the penalty's. Immutable; made anew at each draw.
 *
 * <p>Without the missing part the method diverges on sparse data: features that no drawn row has
 * would have no curvature. With h_j the full diagonal now, h0_j that at the first point and a_j the
 * pilot's (penalty left out), the missing part is (1 - a_j / h_j) h_j^(3/4) h0_j^(1/4), or nothing
 * where less than {@link Tuning#SAMPLING_NOISE} of h_j is missing. The quarter of h0 stands for
 * rows that a model has come to fit: their curvature is almost nothing, and comes back as soon as a
 * step forgets them. Measured: with it kddcup99 takes two thirds of the passes, with half of h0 in
 * place of a quarter the tail is slower.
 *
 * @param added to the pilot's Hessian on its diagonal: what the pilot has missed, and the penalty
 * @param diagonal of the whole
 * @param proved whether pilots of this run have shown what they are worth; before, directions keep
 *     to the span of gradients and pilots' rows ({@link #levelled})
 */
public record PilotCurvature(double[] added, double[] diagonal, boolean proved) {
  /** Entries of the diagonal below this part of the largest are taken for it. */
  private static final double FLOOR = 1e-12;

  /**
   * Margins of rows that have a feature move by about this through its coefficient, at the most:
   * see {@link #solve}.
   */
  private static final double MOST_MOVE = 1;

  /** Before the first pilot. */
  public static final PilotCurvature NONE = new PilotCurvature(new double[0], new double[0], false);

  /**
   * The curvature around {@code u}; costs one product with the pilot.
   *
   * @param penalty diagonal of the penalty's Hessian
   * @param full diagonal of the mean loss's Hessian at {@code u}
   * @param first the same at the run's first point
   */
  public static PilotCurvature of(
      Pilot pilot, double[] u, double[] penalty, double[] full, double[] first, boolean proved) {
    double[] seen = pilot.diagonal(u);
    double[] added = new double[seen.length];
    double[] diagonal = new double[seen.length];
    for (int i = 0; i < seen.length; i++) {
      double missing = full[i] > 0 ? 1 - seen[i] / full[i] : 0;
      double unseen = missing > Tuning.SAMPLING_NOISE.value() ? missing : 0;
      added[i] = unseen * Math.sqrt(full[i] * Math.sqrt(full[i] * first[i])) + penalty[i];
      diagonal[i] = seen[i] + added[i];
    }
    return new PilotCurvature(added, diagonal, proved);
  }

  /** 1 / diagonal, small entries raised to {@link #FLOOR} times the largest. */
  public static double[] inverse(double[] diagonal) {
    double floor = FLOOR * Arrays.stream(diagonal).max().orElse(1);
    // A diagonal of zeros says nothing; one is as good as any scale.
    return Arrays.stream(diagonal).map(h -> floor > 0 ? 1 / Math.max(h, floor) : 1).toArray();
  }

  /**
   * The same, but entries near the mean are taken for it.
   *
   * <p>Where features are linear combinations of others, the loss is flat along the differences,
   * and a gradient of the loss has no part there. Nor has a direction that comes of such gradients
   * and products with the pilot alone; one that each feature scales by a number of its own has, and
   * only the small curvature of the penalty takes it back, in tens of passes.
   */
  private static double[] levelled(double[] diagonal) {
    double mean = Arrays.stream(diagonal).average().orElse(1);
    return inverse(
        Arrays.stream(diagonal)
            .map(
                h ->
                    h > mean / Tuning.LEVELLED.value() && h < mean * Tuning.LEVELLED.value()
                        ? mean
                        : h)
            .toArray());
  }

  /** This curvature at {@code u} times {@code v}. */
  public double[] times(Pilot pilot, double[] u, double[] v) {
    return plus(pilot.hessianVector(u, v), added, v);
  }

  /** Adds diag({@code diagonal}) v to {@code product}. */
  private static double[] plus(double[] product, double[] diagonal, double[] v) {
    for (int i = 0; i < v.length; i++) {
      product[i] += diagonal[i] * v[i];
    }
    return product;
  }

  /**
   * Roughly this curvature's inverse at {@code u} times {@code q}, with the diagonal raised to
   * |q_j| sizes_j / {@value #MOST_MOVE} where it is below that.
   *
   * <p>Newton's step overshoots where rows are far on the wrong side of the boundary: their
   * residual is near one, their curvature p (1 - p) almost nothing. A rare feature of such rows
   * alone asks for a step that moves their margins by hundreds, and as one length serves for all
   * features, the holdout then allows a thousandth of the step. Rows that are fitted have residuals
   * no larger than twice their curvature and are not touched by the bound.
   *
   * @param sizes {@link Coordinates#sizes}
   * @param q 0 if {@code orthant} holds the coordinate; so is the solution
   */
  public ConjugateGradients solve(
      Pilot pilot, double[] sizes, double[] u, double[] q, Orthant orthant) {
    double[] raised = new double[q.length];
    double[] bounded = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      raised[i] = Math.max(0, Math.abs(q[i]) * sizes[i] / MOST_MOVE - diagonal[i]);
      bounded[i] = diagonal[i] + raised[i];
    }
    return ConjugateGradients.solve(
        v -> plus(times(pilot, u, v), raised, v),
        orthant.held(proved ? inverse(bounded) : levelled(bounded)),
        q,
        Tuning.PILOT_PRODUCTS.count(),
        Math.max(Tuning.PILOT_TOLERANCE.value(), Math.sqrt(pilot.passes() / 2)));
  }
}
