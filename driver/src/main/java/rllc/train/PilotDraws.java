package rllc.train;

import java.util.ArrayList;
import java.util.List;

/**
 * The two pilots of a run and their draws: rows that propose a direction, redrawn as the curvature
 * moves, and a holdout that judges the step, drawn once. Their sizes follow from counts of the data
 * alone, never from cores or a clock.
 */
final class PilotDraws {
  /** A pilot's stored entries at most: some hundredths of a second a product on a few cores. */
  private static final long MOST_ENTRIES = 4_000_000;

  /** Keys of a draw's sample may reach so many times its expected limit. */
  private static final double SLACK = 3;

  private final LinearObjective objective;
  private final long seed;
  private final int proposingRows;
  private final int holdoutRows;
  private int draws;
  private double meanScore = Double.POSITIVE_INFINITY;
  private Pilot proposing;
  private Pilot holdout;
  private List<RowDraw> asked = List.of();

  PilotDraws(LinearObjective objective, long seed) {
    this.objective = objective;
    this.seed = seed;
    GradientSource source = objective.source();
    this.proposingRows = proposingRows(source.rows(), source.entries());
    this.holdoutRows = holdoutRows(source.rows(), source.entries());
  }

  /** One in a hundred, but not less than 1000 or a tenth of them. */
  static int proposingRows(long rows, long entries) {
    return bounded(Math.max(rows / 100, Math.min(1000, rows / 10)), rows, entries);
  }

  /** One in twenty. */
  static int holdoutRows(long rows, long entries) {
    return bounded(rows / 20, rows, entries);
  }

  private static int bounded(long wanted, long rows, long entries) {
    long most = Math.max(1, (long) ((double) MOST_ENTRIES * rows / Math.max(1, entries)));
    return (int) Math.max(1, Math.min(wanted, Math.min(most, 1_000_000)));
  }

  Pilot proposing() {
    return proposing;
  }

  Pilot holdout() {
    return holdout;
  }

  /** A pass that brings a new proposing pilot and, the first time, the holdout. */
  PassRequest request() {
    List<RowDraw> draws = new ArrayList<>();
    draws.add(draw(proposingRows, !Double.isInfinite(meanScore), meanScore));
    if (holdout == null) {
      draws.add(draw(holdoutRows, false, objective.coordinates().meanSquaredNorm()));
    }
    asked = draws;
    return new PassRequest(true, draws);
  }

  private RowDraw draw(int rows, boolean byCurvature, double mean) {
    double shares = Double.isInfinite(mean) ? RowDraw.UNIFORM : 1;
    double limit = SLACK * rows / (shares * objective.source().rows());
    long stream = RowDraw.stream(seed, draws++);
    return new RowDraw(stream, rows, limit, byCurvature, mean, objective.coordinates().rowNorms());
  }

  /** Takes what the pass asked for has brought; {@code u} is the point it was made at. */
  void take(LinearObjective.Survey survey, double[] u) {
    proposing = objective.pilot(survey.samples()[0]);
    if (survey.samples().length > 1) {
      holdout = objective.pilot(survey.samples()[1]);
    }
    meanScore =
        asked
            .get(0)
            .meanScore(
                proposing.blocks(),
                objective.source().kernels(),
                objective.loss(),
                objective.coordinates().toOriginal(u));
  }
}
