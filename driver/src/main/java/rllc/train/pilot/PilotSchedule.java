package rllc.train.pilot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rllc.train.linear.DrawRule;
import rllc.train.linear.GradientSource;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.linear.RowNorms;

/**
 * The two pilots of a run and their draws: rows that propose a direction, redrawn as the curvature
 * moves, and a holdout that judges the step, drawn once. Their sizes follow from counts of the data
 * alone, never from cores or a clock.
 */
public final class PilotSchedule {
  /**
   * Stored entries that a pilot may have whatever the data: a product takes some hundredths of a
   * second on a few cores, as long as a cluster takes for a job of nothing.
   */
  private static final long FREE_ENTRIES = 4_000_000;

  /** Sparse doubles of 256 MB. */
  private static final long MOST_ENTRIES = (256L << 20) / 12;

  /** Between those, a pilot is at most what one task can have to do at the least: a shard. */
  private static final int MOST_SHARDS = 256;

  private static final int MOST_ROWS = 1_000_000;

  private static final int MOST_HOLDOUT = 20_000;

  /** Draws let in this many times the rows wanted, as far as they are expected; the rest is cut. */
  private static final double SLACK = 1.25;

  private final LinearObjective objective;
  private final long seed;
  private final RowNorms norms;
  private final int pilotRows;
  private final int holdoutRows;
  private boolean wantsHoldout;
  private int number;
  private double meanScore = Double.POSITIVE_INFINITY;
  private DrawRule pilotDraw;
  private Optional<Pilot> holdout = Optional.empty();

  public PilotSchedule(LinearObjective objective, long seed, boolean wantsHoldout) {
    this.objective = objective;
    this.seed = seed;
    this.norms = objective.coordinates().rowNorms();
    this.wantsHoldout = wantsHoldout;
    GradientSource source = objective.source();
    this.pilotRows = pilotRows(source.rows(), source.entries());
    this.holdoutRows = holdoutRows(source.rows(), source.entries());
  }

  /** One row in a hundred, but a thousand rows where that is not more than one in ten. */
  public static int pilotRows(long rows, long entries) {
    return bounded(rows / 100, rows, entries);
  }

  /** One row in twenty, with the same exception; of many rows, so many that a length is certain. */
  static int holdoutRows(long rows, long entries) {
    return bounded(Math.min(rows / 20, MOST_HOLDOUT), rows, entries);
  }

  private static int bounded(long share, long rows, long entries) {
    long wanted = Math.max(share, Math.min(1000, rows / 10));
    long most = Math.min(MOST_ENTRIES, Math.max(FREE_ENTRIES, entries / MOST_SHARDS));
    double byEntries = (double) most * rows / Math.max(1, entries);
    return (int) Math.max(1, Math.min(Math.min(wanted, MOST_ROWS), byEntries));
  }

  /** The draw of a holdout alone. */
  public static DrawRule holdout(LinearObjective objective, long seed) {
    return new PilotSchedule(objective, seed, true).holdoutDraw();
  }

  /** The rows that judge steps, from the first {@link #take} on. */
  public Optional<Pilot> holdout() {
    return holdout;
  }

  /** A pass that brings the diagonal, a new pilot and, until there is one, the holdout. */
  public PassRequest request() {
    List<DrawRule> draws = new ArrayList<>();
    pilotDraw = draw(pilotRows, !Double.isInfinite(meanScore), meanScore);
    draws.add(pilotDraw);
    if (wantsHoldout) {
      draws.add(holdoutDraw());
    }
    return new PassRequest(true, draws);
  }

  private DrawRule holdoutDraw() {
    return draw(holdoutRows, false, objective.coordinates().meanSquaredNorm());
  }

  private DrawRule draw(int rows, boolean byCurvature, double mean) {
    long all = objective.source().rows();
    double limit =
        Double.isInfinite(mean) ? DrawRule.uniformLimit(rows, all) : SLACK * rows / (double) all;
    return new DrawRule(DrawRule.stream(seed, number++), rows, limit, byCurvature, mean, norms);
  }

  /** The new pilot, from what the pass at {@code u} has brought. */
  public Pilot take(LinearObjective.Survey survey, double[] u) {
    Pilot pilot = Pilot.of(objective, survey.samples()[0]);
    if (wantsHoldout) {
      holdout = Optional.of(Pilot.of(objective, survey.samples()[1]));
      wantsHoldout = false;
    }
    meanScore =
        pilotDraw.meanScore(
            pilot.blocks(),
            objective.source().kernels(),
            objective.loss(),
            objective.coordinates().toOriginal(u));
    return pilot;
  }
}
