package rllc.train.pilot;

import java.util.Arrays;
import rllc.optim.ConjugateGradients;
import rllc.train.linear.Coordinates;
import rllc.train.objective.Orthant;

/**
 * The Hessian as the driver can multiply with it: that of the proposing pilot, plus on the diagonal
 * what the pilot has missed, plus the penalty's. Immutable; made anew at each draw.
 *
 * <p>Without the missing part the method diverges on sparse data: features that no drawn row has
 * would have no curvature. With h_j the full diagonal now, h0_j that at the first point and a_j the
 * pilot's (penalty left out), the missing part is (1 - a_j / h_j) h_j^(3/4) h0_j^(1/4), or nothing
 * where less than {@value #SAMPLING} of h_j is missing. The quarter of h0 stands for rows that a
 * model has come to fit: their curvature is almost nothing, and comes back as soon as a step
 * forgets them. Measured: with it kddcup99 takes two thirds of the passes, with half of h0 in place
 * of a quarter the tail is slower.
 */
public final class PilotCurvature {
  /** Products of conjugate gradients for one direction. */
  private static final int MOST_PRODUCTS = 10;

  /** Conjugate gradients go no further than this, and less far where a product is dear. */
  private static final double TOLERANCE = 0.1;

  /** Entries of the diagonal below this part of the largest are taken for it. */
  private static final double FLOOR = 1e-12;

  /**
   * Margins of rows that have a feature move by about this through its coefficient, at the most:
   * see {@link #solve}.
   */
  private static final double MOST_MOVE = 1;

  /** A part of a feature's curvature that a sample of some hundred rows may lack by chance. */
  private static final double SAMPLING = 0.15;

  /** Entries of a diagonal that lie nearer to its mean than by this factor. */
  private static final double NEAR = 3;

  private final Pilot pilot;
  private final double[] added;
  private final double[] diagonal;
  private final double[] sizes;
  private final boolean proved;
  private final double unseen;

  private PilotCurvature(
      Pilot pilot,
      double[] added,
      double[] diagonal,
      double[] sizes,
      boolean proved,
      double unseen) {
    this.pilot = pilot;
    this.added = added;
    this.diagonal = diagonal;
    this.sizes = sizes;
    this.proved = proved;
    this.unseen = unseen;
  }

  /**
   * The curvature around {@code u}; costs one product with the pilot.
   *
   * @param penalty diagonal of the penalty's Hessian
   * @param full diagonal of the mean loss's Hessian at {@code u}
   * @param first the same at the run's first point
   * @param sizes {@link Coordinates#sizes}
   * @param proved whether pilots of this run have shown what they are worth; before, directions
   *     keep to the span of gradients and pilots' rows ({@link #levelled})
   */
  public static PilotCurvature of(
      Pilot pilot,
      double[] u,
      double[] penalty,
      double[] full,
      double[] first,
      double[] sizes,
      boolean proved) {
    double[] seen = pilot.diagonal(u);
    double[] added = new double[seen.length];
    double[] diagonal = new double[seen.length];
    double trace = 0;
    double missed = 0;
    for (int i = 0; i < seen.length; i++) {
      double missing = full[i] > 0 ? 1 - seen[i] / full[i] : 0;
      double unseen = missing > SAMPLING ? missing : 0;
      added[i] = unseen * Math.sqrt(full[i] * Math.sqrt(full[i] * first[i])) + penalty[i];
      diagonal[i] = seen[i] + added[i];
      trace += full[i];
      missed += unseen * full[i];
    }
    return new PilotCurvature(
        pilot, added, diagonal, sizes, proved, trace > 0 ? missed / trace : 0);
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
        Arrays.stream(diagonal).map(h -> h > mean / NEAR && h < mean * NEAR ? mean : h).toArray());
  }

  /** This curvature at {@code u} times {@code v}. */
  public double[] times(double[] u, double[] v) {
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
   * @param q 0 where {@code orthant} holds coordinates; so is the solution
   */
  public ConjugateGradients solve(double[] u, double[] q, Orthant orthant) {
    double[] raised = new double[q.length];
    double[] bounded = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      raised[i] = Math.max(0, Math.abs(q[i]) * sizes[i] / MOST_MOVE - diagonal[i]);
      bounded[i] = diagonal[i] + raised[i];
    }
    return ConjugateGradients.solve(
        v -> plus(times(u, v), raised, v),
        orthant.held(proved ? inverse(bounded) : levelled(bounded)),
        q,
        MOST_PRODUCTS,
        Math.max(TOLERANCE, Math.sqrt(pilot.passes() / 2)));
  }

  /** The part of the full diagonal's sum that the pilot has missed. */
  public double unseen() {
    return unseen;
  }

  /** What a product costs, in passes over the data. */
  public double passes() {
    return pilot.passes();
  }
}
