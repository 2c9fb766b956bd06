package rllc.train.rows;

import java.util.Arrays;
import java.util.Locale;
import rllc.shard.RowSample;
import rllc.train.linear.Coordinates;
import rllc.train.linear.DrawRule;
import rllc.train.linear.GradientSource;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.StepSeconds;

/**
 * The warm pass: small steps over rows, one by one, before the first gradient. Training begins at
 * the average of the points that the steps lead through, if that is better than the start.
 *
 * <p>One learner ({@link RowLearner}) works on the driver: one Spark job draws rows for it,
 * uniformly, as many as are worth it or all. The average is taken if the rows of the second half
 * had a lower loss at it, before it learnt them, than at the start, penalties included. An averaged
 * pass before a method over all rows: Agarwal, Chapelle, Dudik and Langford, JMLR 15, 2014.
 *
 * <p><b>Alone</b>, one learner is all of a run that may make too few passes for anything else
 * ({@link #rowsAlone}).
 *
 * <p>Learners, rows and order are a function of the seed and the data, so the result has the same
 * bits on any cluster.
 */
public final class WarmPass {
  /** The number of the draw: those of the pilots count up from 0. */
  private static final int DRAW = -1;

  private final LinearObjective objective;
  private final double[] u;
  private final double[] intercepts;
  private final long stream;
  private final int count;

  private WarmPass(LinearObjective objective, double[] u, long seed, int rows) {
    this.objective = objective;
    this.u = u;
    this.intercepts = intercepts(objective.coordinates(), u);
    this.stream = DrawRule.stream(seed, DRAW);
    this.count = Math.max(1, rows);
  }

  /**
   * The start for a run that would begin at {@code u}.
   *
   * @param u in the objective's coordinates, every coefficient 0
   * @throws IllegalArgumentException if there is another coefficient
   */
  public static WarmStart start(LinearObjective objective, double[] u, long seed) {
    return new WarmPass(objective, u, seed, rows(objective)).start();
  }

  /** The same with {@code rows} rows: a model by itself. */
  public static WarmStart alone(LinearObjective objective, double[] u, long seed, int rows) {
    return new WarmPass(objective, u, seed, rows).start();
  }

  /**
   * {@link RowBudget#alone} for {@code objective}; 0, too, where a feature is so far from zero that
   * a row's margin and norm, as sums of large numbers that cancel, tell nothing.
   */
  public static int rowsAlone(LinearObjective objective, double passes) {
    return objective.coordinates().offCentre() > Coordinates.MOST_OFF_CENTRE
        ? 0
        : RowBudget.alone(
            passes,
            objective.source().rows(),
            objective.source().entries(),
            objective.loss().outputs(),
            objective.dimension());
  }

  private static int rows(LinearObjective objective) {
    GradientSource source = objective.source();
    return RowBudget.warm(source.rows(), source.entries(), objective.loss().outputs());
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

  private WarmStart start() {
    GradientSource source = objective.source();
    long begin = System.nanoTime();
    RowSample sample = source.draw(DrawRule.uniform(stream, count, source.rows()));
    long drawn = System.nanoTime();
    RowLearner learner = new RowLearner(RowObjective.of(objective), intercepts, stream);
    RowLearner.Result learnt = learner.learn(sample);
    if (learnt.rows() == 0) {
      return WarmStart.none(u);
    }
    double[] theta = objective.coordinates().fromOriginal(learnt.theta());
    boolean better = objective.penalty().value(theta) < learnt.gain();
    String outcome = better ? "" : ", which were no better than the start and are dropped";
    return new WarmStart(
        better ? theta : u,
        (double) learnt.steps() / source.rows(),
        seconds(begin, drawn),
        note(learnt.rows()) + outcome);
  }

  private static String note(int rows) {
    return String.format(Locale.ROOT, "started by small steps over %d rows", rows);
  }

  /** Of a job from {@code begin} to {@code replied} and the driver's work since. */
  private static StepSeconds seconds(long begin, long replied) {
    double driver = (System.nanoTime() - replied) * 1e-9;
    return new StepSeconds(0, (replied - begin) * 1e-9, 0, driver);
  }
}
