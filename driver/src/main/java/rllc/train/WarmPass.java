package rllc.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import rllc.settings.AutoPreset;
import rllc.shard.Block;
import rllc.shard.Loss;

/**
 * The warm pass: small steps ({@link RowSteps}) over rows that one Spark job has drawn for the
 * driver, uniformly: all rows of small data, of large ones as many as are worth it. Training begins
 * at the average of the points that the steps lead through, if that is better than the start.
 *
 * <ol>
 *   <li>The first eighth of the rows is learnt with five step lengths. Each is judged by the losses
 *       of rows that its average has not learnt yet; the best one goes on alone, in steps that fall
 *       with the square root of the number of rows.
 *   <li>The average is taken if the rows of the second half had a lower loss at it, before it
 *       learnt them, than at the start, penalties included.
 * </ol>
 *
 * <p>Rows come in a random order, so that sorted or grouped input does no harm. That is why one
 * learner works on drawn rows, and not one on each shard: averages of shards with rows of one label
 * were worse than no start at all, and of sixteen shards with rows at random most of the gain was
 * lost (docs/benchmarks.md). Order and rows are a function of the seed and the data, so the result
 * has the same bits on any cluster.
 */
public final class WarmPass {
  private static final double[] LENGTHS = {0.25, 1, 4, 16, 64};

  /** Rows of the trial: one in so many. */
  private static final int TRIAL = 8;

  /** The number of the draw: those of the pilots count up from 0. */
  private static final int DRAW = -1;

  private final LinearObjective objective;
  private final double[] intercepts;
  private final SampledRows rows;

  private WarmPass(LinearObjective objective, double[] intercepts, SampledRows rows) {
    this.objective = objective;
    this.intercepts = intercepts;
    this.rows = rows;
  }

  /**
   * The start for a run that would begin at {@code u}.
   *
   * @param u in the objective's coordinates, every coefficient 0
   * @throws IllegalArgumentException if there is another coefficient
   */
  public static WarmStart start(LinearObjective objective, double[] u, long seed) {
    GradientSource source = objective.source();
    long begin = System.nanoTime();
    double[] intercepts = intercepts(objective.coordinates(), u);
    int count = AutoPreset.warmRows(source.rows(), source.entries(), objective.loss().outputs());
    long stream = RowDraw.stream(seed, DRAW);
    RowDraw draw = RowDraw.uniform(stream, Math.max(1, count), source.rows());
    List<Block> blocks = objective.pilot(source.draw(draw)).blocks();
    long drawn = System.nanoTime();
    SampledRows rows = new SampledRows(blocks, stream);
    if (rows.count() < TRIAL) {
      return WarmStart.none(u);
    }
    WarmStart start = new WarmPass(objective, intercepts, rows).learn(u, blocks);
    double driver = (System.nanoTime() - drawn) * 1e-9;
    return start.taking(new StepSeconds(0, (drawn - begin) * 1e-9, 0, driver));
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

  private WarmStart learn(double[] u, List<Block> blocks) {
    RowMetric metric = new RowMetric(blocks, objective.coordinates());
    int trial = rows.count() / TRIAL;
    RowSteps best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double length : LENGTHS) {
      RowSteps steps = new RowSteps(rows, metric, objective, intercepts, length, trial);
      double loss = run(steps, 0, trial, trial / 2);
      if (best == null || loss < least) {
        best = steps;
        least = loss;
      }
    }
    int half = rows.count() / 2;
    double after = run(best, trial, rows.count(), half);
    double[] learnt = objective.coordinates().fromOriginal(best.average());
    double gain = (lossOfStart(half) - after) / weight(half);
    boolean better = objective.penalty().value(learnt) < gain;
    double learntRows = rows.count() + (LENGTHS.length - 1.0) * trial;
    String outcome = better ? "" : ", which were no better than the start and are dropped";
    String note =
        String.format(Locale.ROOT, "started by small steps over %d rows%s", rows.count(), outcome);
    return new WarmStart(
        better ? learnt : u, learntRows / objective.source().rows(), StepSeconds.ZERO, note);
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

  private double lossOfStart(int from) {
    Loss loss = objective.loss();
    double sum = 0;
    for (int i = from; i < rows.count(); i++) {
      sum += rows.weight(i) * loss.value(intercepts, rows.label(i));
    }
    return sum;
  }

  private double weight(int from) {
    double sum = 0;
    for (int i = from; i < rows.count(); i++) {
      sum += rows.weight(i);
    }
    return sum;
  }
}
