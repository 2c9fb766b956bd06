package rllc.train.newton;

import java.util.Optional;
import rllc.optim.ConjugateGradients;
import rllc.optim.SecantPairs;
import rllc.shard.MarginLoss;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.objective.Orthant;
import rllc.train.pilot.Pilot;
import rllc.train.pilot.PilotCurvature;
import rllc.train.pilot.PilotSchedule;

/** B = the curvature of a pilot that is drawn anew as the curvature moves. */
public final class PilotHessian implements HessianModel, PassMetric {
  private static final int EVERY = 5;

  /** Pilots that are drawn one after the other, while it shows whether they pay. */
  private static final int FIRST = 3;

  private final Coordinates coordinates;
  private final PilotSchedule draws;
  private final double[] penalty;
  private final double[] sizes;
  private double[] firstDiagonal;
  private int pilots;
  private Pilot pilot;
  private PilotCurvature curvature;

  public PilotHessian(LinearObjective objective, long seed) {
    // Where the loss is a quadratic, a step of length one needs no judge.
    this(objective, seed, objective.loss() != MarginLoss.SQUARED);
  }

  /**
   * @param wantsHoldout whether rows that judge steps are drawn too
   */
  public PilotHessian(LinearObjective objective, long seed, boolean wantsHoldout) {
    this.coordinates = objective.coordinates();
    this.draws = new PilotSchedule(objective, seed, wantsHoldout);
    this.penalty = objective.penalty().diagonal(objective.dimension());
    // A quadratic has the same curvature everywhere: its steps need no bound.
    this.sizes =
        objective.loss() == MarginLoss.SQUARED
            ? new double[objective.dimension()]
            : coordinates.sizes();
  }

  /** In the first three steps, then in every fifth. */
  static boolean renewedAt(int step) {
    return step < FIRST || step % EVERY == 0;
  }

  @Override
  public PassRequest request(int step) {
    return renewedAt(step) ? draws.request() : PassRequest.GRADIENT;
  }

  @Override
  public double take(LinearObjective.Survey survey, double[] u) {
    if (survey.diagonal() == null) {
      return 0;
    }
    if (firstDiagonal == null) {
      firstDiagonal = survey.diagonal();
    }
    pilots++;
    pilot = draws.take(survey, u);
    boolean proved = pilots > FIRST;
    curvature =
        PilotCurvature.of(pilot, u, penalty, survey.diagonal(), firstDiagonal, sizes, proved);
    return pilot.passes();
  }

  @Override
  public Product solve(double[] u, double[] q, SecantPairs pairs, Orthant orthant) {
    ConjugateGradients solved = curvature.solve(u, q, orthant);
    return new Product(solved.solution(), solved.products() * curvature.passes());
  }

  @Override
  public Product times(double[] u, double[] v) {
    return new Product(curvature.times(u, v), curvature.passes());
  }

  @Override
  public Optional<Pilot> holdout() {
    return draws.holdout();
  }

  @Override
  public boolean forgets(int step, boolean far) {
    return far && renewedAt(step);
  }

  /** Secant pairs, in a metric by which features of large values, as rare ones have, move less. */
  @Override
  public HessianModel instead() {
    return ScaledIdentity.byShares(pilot, coordinates, firstDiagonal);
  }

  @Override
  public double unseen() {
    return curvature.unseen();
  }
}
