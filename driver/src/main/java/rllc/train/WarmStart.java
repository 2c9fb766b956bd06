package rllc.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import rllc.shard.Block;

/**
 * A warm start: one pass of small steps ({@link RowSteps}) over rows that one Spark job has drawn
 * for the driver, uniformly, as many as fit there; all rows of small data. What follows begins at
 * the average of the points, if that is better.
 *
 * <ol>
 *   <li>The first eighth of the rows is learnt with five step lengths. Each is judged by the losses
 *       of rows that its average has not learnt yet; the best goes on, alone.
 *   <li>The average is taken if the rows of the second half had a lower loss at it, before it
 *       learnt them, than at the start; else the start is kept.
 * </ol>
 *
 * <p>Rows come in a random order, so sorted or grouped input does no harm: the reason why there is
 * one learner over drawn rows and not one for each shard. The order is a function of the seed and
 * the data, so the result has the same bits on any cluster.
 *
 * @param theta in the objective's coordinates
 * @param passes rows learnt, once for each step length, / rows
 * @param note for the run record; empty where nothing was done
 */
public record WarmStart(double[] theta, double passes, String note) {
  /** Stored entries drawn at most, 48 MB of sparse doubles. */
  private static final long MOST_ENTRIES = 4_000_000;

  /** Entries times outputs that are learnt at most: about a second of one core. */
  private static final long MOST_WORK = 64_000_000;

  /** Fewer rows cannot be cut into parts that judge anything. */
  static final int LEAST_ROWS = 64;

  private static final double[] LENGTHS = {0.25, 1, 4, 16, 64};

  /** The number of the draw: pilots count up from 0. */
  private static final int DRAW = -1;

  /** {@code theta} as it is. */
  public static WarmStart none(double[] theta) {
    return new WarmStart(theta, 0, "");
  }

  /** Rows that are drawn of {@code rows}, which have {@code entries} stored entries. */
  static int rows(long rows, long entries, int outputs) {
    long most = Math.min(MOST_ENTRIES, MOST_WORK / outputs);
    double byEntries = (double) most * rows / Math.max(1, entries);
    return (int) Math.min(Math.min(rows, 1 << 24), byEntries);
  }

  /**
   * The start for a run that would begin at {@code u}.
   *
   * @param u in the objective's coordinates, every coefficient 0
   * @throws IllegalArgumentException if there is another coefficient
   */
  public static WarmStart of(LinearObjective objective, double[] u, long seed) {
    GradientSource source = objective.source();
    int count = rows(source.rows(), source.entries(), objective.loss().outputs());
    if (count < LEAST_ROWS) {
      return none(u);
    }
    long stream = RowDraw.stream(seed, DRAW);
    List<Block> blocks =
        objective.pilot(source.draw(RowDraw.uniform(stream, count, source.rows()))).blocks();
    return learn(objective, intercepts(objective.coordinates(), u), u, blocks, stream);
  }

  private static double[] intercepts(Coordinates coordinates, double[] u) {
    double[] theta = coordinates.toOriginal(u);
    int first = coordinates.features() * coordinates.outputs();
    for (int i = 0; i < first; i++) {
      if (theta[i] != 0) {
        throw new IllegalArgumentException("`u` must have coefficients of 0, got " + theta[i]);
      }
    }
    return Arrays.copyOfRange(theta, first, theta.length);
  }

  private static WarmStart learn(
      LinearObjective objective, double[] intercepts, double[] u, List<Block> blocks, long seed) {
    SampledRows rows = new SampledRows(blocks, seed);
    if (rows.count() < LEAST_ROWS) {
      return none(u);
    }
    RowMetric metric = new RowMetric(blocks, objective.coordinates());
    int trial = rows.count() / 8;
    RowSteps best = null;
    double bestLength = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double length : LENGTHS) {
      RowSteps steps = new RowSteps(rows, metric, objective, intercepts, length);
      double loss = run(steps, 0, trial, trial / 2);
      if (best == null || loss < least) {
        best = steps;
        bestLength = length;
        least = loss;
      }
    }
    int half = rows.count() / 2;
    double before = 0;
    for (int i = half; i < rows.count(); i++) {
      before += rows.weight(i) * objective.loss().value(intercepts, rows.label(i));
    }
    double after = run(best, trial, rows.count(), half);
    double[] learnt = objective.coordinates().fromOriginal(best.average());
    double weight = 0;
    for (int i = half; i < rows.count(); i++) {
      weight += rows.weight(i);
    }
    boolean better = after / weight + objective.penalty().value(learnt) < before / weight;
    double passes = (rows.count() + (LENGTHS.length - 1.0) * trial) / objective.source().rows();
    String note =
        String.format(
            Locale.ROOT,
            "warm start: %d rows learnt in steps of length %s, %.2f passes%s",
            rows.count(),
            bestLength,
            passes,
            better ? "" : ", dropped: no better than the start");
    return new WarmStart(better ? learnt : u, passes, note);
  }

  /** Learns rows [from, to); the sum of the losses of those from {@code judged} on. */
  private static double run(RowSteps steps, int from, int to, int judged) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double loss = steps.step(i);
      sum += i >= judged ? loss : 0;
    }
    return sum;
  }
}
