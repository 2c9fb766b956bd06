package rllc.train.pilot;

import java.util.List;
import rllc.settings.Tuning;
import rllc.train.linear.DrawRule;
import rllc.train.linear.GradientSource;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.linear.RowNorms;

/**
 * The draws of a run: pilots, rows that propose a direction, redrawn as the curvature moves, and
 * the step sample, which judges the step's length, drawn once. A draw is numbered by its step, and
 * its size follows from counts of the data alone, never from cores or a clock.
 */
public final class PilotSchedule {
  /** Sparse doubles of 256 MB. */
  private static final long MOST_ENTRIES = (256L << 20) / 12;

  /** Between those, a pilot is at most what one task can have to do at the least: a shard. */
  private static final int MOST_SHARDS = 256;

  private static final int MOST_ROWS = 1_000_000;

  private final LinearObjective objective;
  private final long seed;
  private final RowNorms norms;
  private final int pilotRows;
  private final int sampleRows;

  public PilotSchedule(LinearObjective objective, long seed) {
    this.objective = objective;
    this.seed = seed;
    this.norms = objective.coordinates().rowNorms();
    GradientSource source = objective.source();
    this.pilotRows = pilotRows(source.rows(), source.entries());
    this.sampleRows = sampleRows(source.rows(), source.entries());
  }

  /** Whether the pass to step {@code step} brings a new pilot: the first three, every fifth. */
  public static boolean renewedAt(int step) {
    return step < Tuning.PILOT_FIRST.count() || step % Tuning.PILOT_EVERY.count() == 0;
  }

  /** One row in a hundred, but a thousand rows where that is not more than one in ten. */
  public static int pilotRows(long rows, long entries) {
    return bounded((long) (Tuning.PILOT_SHARE.value() * rows), rows, entries);
  }

  /** One row in twenty, with the same exception; of many rows, so many that a length is certain. */
  static int sampleRows(long rows, long entries) {
    long share = (long) (Tuning.SAMPLE_SHARE.value() * rows);
    return bounded(Math.min(share, Tuning.MOST_SAMPLE.count()), rows, entries);
  }

  private static int bounded(long share, long rows, long entries) {
    long wanted = Math.max(share, Math.min(Tuning.LEAST_DRAWN.count(), rows / 10));
    long most =
        Math.min(MOST_ENTRIES, Math.max(Tuning.FREE_ENTRIES.count(), entries / MOST_SHARDS));
    double byEntries = (double) most * rows / Math.max(1, entries);
    return (int) Math.max(1, Math.min(Math.min(wanted, MOST_ROWS), byEntries));
  }

  /**
   * A pass to step {@code step} that brings the diagonal and a new pilot.
   *
   * @param meanScore of the pilot before; infinite for the first one, which is uniform
   * @param wantsSample whether it brings the step sample too
   */
  public PassRequest request(int step, double meanScore, boolean wantsSample) {
    boolean uniform = Double.isInfinite(meanScore);
    DrawRule pilot = draw(2 * step, pilotRows, !uniform, meanScore);
    return new PassRequest(true, wantsSample ? List.of(pilot, sample(step)) : List.of(pilot));
  }

  /** The draw of the step sample, on the pass to step {@code step}. */
  public DrawRule sample(int step) {
    return draw(2 * step + 1, sampleRows, false, objective.coordinates().meanSquaredNorm());
  }

  private DrawRule draw(int number, int rows, boolean byCurvature, double mean) {
    long all = objective.source().rows();
    double limit =
        Double.isInfinite(mean)
            ? DrawRule.uniformLimit(rows, all)
            : Tuning.DRAW_SLACK.value() * rows / (double) all;
    long stream = DrawRule.stream(seed, number);
    return new DrawRule(stream, rows, limit, byCurvature, mean, norms);
  }

  /** The mean score of all rows at {@code u}, as {@code pilot} shows it. */
  public double meanScore(Pilot pilot, double[] u) {
    return draw(0, pilotRows, true, 1)
        .meanScore(
            pilot.blocks(),
            objective.source().kernels(),
            objective.loss(),
            objective.toOriginal(u));
  }
}
