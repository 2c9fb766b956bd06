package rllc.train;

import java.io.Serializable;
import java.util.List;
import rllc.shard.Block;
import rllc.shard.RowSample;

/**
 * A learner of a warm pass: small steps ({@link RowSteps}) over drawn rows, each looked at once, in
 * a random order.
 *
 * <p>The first eighth of the rows is learnt with five step lengths. Each is judged by the losses of
 * rows that its average has not learnt yet; the best one goes on alone, in steps that fall with the
 * square root of the number of rows. The answer is the average of the points.
 *
 * <p>A function of the rows and the seed, so that it has the same bits on the driver and on any
 * executor. A class, not a record: it crosses the wire.
 */
public final class RowLearner implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double[] LENGTHS = {0.25, 1, 4, 16, 64};

  /** Rows of the trial: one in so many. */
  static final int TRIAL = 8;

  private final RowProblem problem;
  private final double[] intercepts;
  private final long seed;
  private final double keptBack;

  /**
   * @param intercepts of the start, on the features' own scale; its coefficients are 0
   * @param seed of the rows' order
   * @param keptBack the part of the rows that is not learnt but handed on to judge by; 0 for none
   */
  RowLearner(RowProblem problem, double[] intercepts, long seed, double keptBack) {
    this.problem = problem;
    this.intercepts = intercepts;
    this.seed = seed;
    this.keptBack = keptBack;
  }

  /**
   * Learns the rows of {@code sample}, which are weighted as drawn; of fewer than eight nothing.
   */
  public Learnt learn(RowSample sample) {
    int rowsPerBlock = Pilot.rowsPerBlock(sample.count());
    List<Block> blocks = sample.blocks(problem.features(), rowsPerBlock);
    SampledRows rows = new SampledRows(blocks, seed);
    int kept = (int) (rows.count() * keptBack);
    int count = rows.count() - kept;
    int trial = count / TRIAL;
    if (trial == 0) {
      int length = (problem.features() + 1) * problem.loss.outputs();
      return new Learnt(new double[length], 0, 0, 0, 0, List.of());
    }
    RowSteps best = best(rows, new RowMetric(blocks, problem), trial);
    int half = count / 2;
    double after = run(best, trial, count, half);
    double gain = (lossOfStart(rows, half, count) - after) / weight(rows, half, count);
    return new Learnt(
        best.average(),
        weight(rows, 0, rows.count()),
        count,
        count + (LENGTHS.length - 1L) * trial,
        gain,
        rows.last(kept));
  }

  /** The steps that have done best with the first {@code trial} rows. */
  private RowSteps best(SampledRows rows, RowMetric metric, int trial) {
    RowSteps best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double length : LENGTHS) {
      RowSteps steps = new RowSteps(rows, metric, problem, intercepts, length, trial);
      double loss = run(steps, 0, trial, trial / 2);
      if (best == null || loss < least) {
        best = steps;
        least = loss;
      }
    }
    return best;
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

  private double lossOfStart(SampledRows rows, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += rows.weight(i) * problem.loss.value(intercepts, rows.label(i));
    }
    return sum;
  }

  private static double weight(SampledRows rows, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += rows.weight(i);
    }
    return sum;
  }
}
