package rllc.train.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rllc.shard.Block;
import rllc.shard.RowSample;

/**
 * A learner of a warm pass: small steps ({@link RowSteps}) over drawn rows, each looked at once, in
 * a random order.
 *
 * <p>Step lengths are found on the way, by successive halving (Jamieson and Talwalkar, AISTATS
 * 2016): five learn the first 1/48 of the rows, the three best of them as many more, the two best
 * of those twice as many. Each is judged by the losses of rows that its average has not learnt yet;
 * the best one goes on alone, in steps that fall with the square root of the number of rows. The
 * answer is that of two averages of the points at which the second half of the rows had the lower
 * losses, each before it was learnt.
 *
 * <p>A function of the rows and the seed, so that it has the same bits anywhere.
 */
final class RowLearner {
  private static final double[] LENGTHS = {0.25, 1, 4, 16, 64};

  /** Lengths that are left after each round. */
  private static final int[] LEFT = {3, 2, 1};

  /** Rows of the first round: one in so many, ... */
  private static final int FIRST = 48;

  /** ... and at least so many, if that is not above one in sixteen. */
  private static final int LEAST = 8;

  private static final int SMALL = 16;

  /** Rows after which steps begin to fall: one in so many. */
  private static final int STEADY = 20;

  /**
   * What has been learnt.
   *
   * @param theta the average of the points, in original coordinates; zeros if there were too few
   *     rows
   * @param rows rows learnt
   * @param steps rows learnt, once for each step length that learnt them
   * @param gain by how much the weighted mean loss of the second half of the rows was lower at the
   *     average, before they were learnt, than at the start
   */
  record Result(double[] theta, int rows, long steps, double gain) {}

  private final RowObjective problem;
  private final double[] intercepts;
  private final long seed;

  /**
   * @param intercepts of the start, on the features' own scale; its coefficients are 0
   * @param seed of the rows' order
   */
  RowLearner(RowObjective problem, double[] intercepts, long seed) {
    this.problem = problem;
    this.intercepts = intercepts;
    this.seed = seed;
  }

  /**
   * Learns the rows of {@code sample}, which are weighted as drawn; of fewer than sixteen nothing.
   */
  Result learn(RowSample sample) {
    List<Block> blocks = sample.blocks(problem.features());
    ShuffledRows rows = new ShuffledRows(blocks, seed);
    int count = rows.count();
    int first = Math.max(count / FIRST, Math.min(count / SMALL, LEAST));
    if (first == 0) {
      int length = (problem.features() + 1) * problem.loss().outputs();
      return new Result(new double[length], 0, 0, 0);
    }
    Trial trial = trial(rows, new RowMetric(blocks, problem), first, Math.max(1, count / STEADY));
    int half = count / 2;
    double[] after = run(trial.best(), trial.rows(), count, half);
    int better = after[1] < after[0] ? 1 : 0;
    double gain = (lossOfStart(rows, half, count) - after[better]) / weight(rows, half, count);
    long steps = count + trial.steps() - trial.rows();
    return new Result(trial.best().average(better), count, steps, gain);
  }

  /**
   * What the rounds have shown.
   *
   * @param rows that the best steps have learnt
   * @param steps that all have taken together
   */
  private record Trial(RowSteps best, int rows, long steps) {}

  /** Steps of one length and the losses of rows that they had not learnt, at the better average. */
  private record Judged(RowSteps steps, double loss) {}

  private Trial trial(ShuffledRows rows, RowMetric metric, int first, int steady) {
    List<RowSteps> lengths = new ArrayList<>();
    for (double length : LENGTHS) {
      lengths.add(new RowSteps(rows, metric, problem, intercepts, length, steady));
    }
    int from = 0;
    int to = first;
    long taken = 0;
    for (int left : LEFT) {
      List<Judged> judged = new ArrayList<>();
      for (RowSteps steps : lengths) {
        double[] losses = run(steps, from, to, (from + to) / 2);
        judged.add(new Judged(steps, Math.min(losses[0], losses[1])));
      }
      taken += (long) judged.size() * (to - from);
      // The sort is stable: of equal losses the shorter steps come first.
      judged.sort(Comparator.comparingDouble(Judged::loss));
      lengths = judged.stream().limit(left).map(Judged::steps).toList();
      from = to;
      to *= 2;
    }
    return new Trial(lengths.get(0), from, taken);
  }

  /** Learns rows [from, to); the losses of those from {@code judged} on, summed by the average. */
  private static double[] run(RowSteps steps, int from, int to, int judged) {
    double[] losses = new double[RowSteps.AVERAGES];
    for (int i = from; i < to; i++) {
      steps.look(i);
      if (i >= judged) {
        steps.judge(losses);
      }
      steps.step();
    }
    return losses;
  }

  private double lossOfStart(ShuffledRows rows, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += rows.weight(i) * problem.loss().value(intercepts, rows.label(i));
    }
    return sum;
  }

  private static double weight(ShuffledRows rows, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += rows.weight(i);
    }
    return sum;
  }
}
