package rllc.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import rllc.settings.AutoPreset;
import rllc.shard.RowSample;

/**
 * The warm pass: small steps over rows, one by one, before the first gradient. Training begins at
 * the average of the points that the steps lead through, if that is better than the start.
 *
 * <p><b>Small data</b> have one learner ({@link RowLearner}), on the driver: one Spark job draws
 * rows for it, uniformly, as many as are worth it or all. The average is taken if the rows of the
 * second half had a lower loss at it, before it learnt them, than at the start, penalties included.
 *
 * <p><b>Large data</b>, of which that would be less than four tenths, have two or four learners
 * where the rows are, in one Spark job; each learns as many rows, drawn from its own run of shards.
 * The driver merges their averages in the runs' order ({@link LearnerAverage}) and judges that by
 * rows that none has learnt. Where they are no better at it than at the start, or the learners'
 * labels differ, which is so where input is sorted or grouped, it is dropped and the single learner
 * does the work, for which rows come in a random order from everywhere.
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

  /** The part of the rows of several learners that judges their average. */
  private static final double KEPT_BACK = 1 / 16.0;

  private final LinearObjective objective;
  private final double[] u;
  private final double[] intercepts;
  private final long stream;
  private final int count;

  private WarmPass(LinearObjective objective, double[] u, long seed, int rows) {
    this.objective = objective;
    this.u = u;
    this.intercepts = intercepts(objective.coordinates(), u);
    this.stream = RowDraw.stream(seed, DRAW);
    this.count = Math.max(1, rows);
  }

  /**
   * The start for a run that would begin at {@code u}.
   *
   * @param u in the objective's coordinates, every coefficient 0
   * @throws IllegalArgumentException if there is another coefficient
   */
  public static WarmStart start(LinearObjective objective, double[] u, long seed) {
    WarmPass pass = new WarmPass(objective, u, seed, rows(objective));
    return pass.by(AutoPreset.warmLearners(objective.source().rows(), pass.count));
  }

  /** The same with {@code learners} learners, a power of two; with fewer where runs are fewer. */
  static WarmStart start(LinearObjective objective, double[] u, long seed, int learners) {
    return new WarmPass(objective, u, seed, rows(objective)).by(learners);
  }

  /** The same with one learner of {@code rows} rows: a model by itself. */
  public static WarmStart alone(LinearObjective objective, double[] u, long seed, int rows) {
    return new WarmPass(objective, u, seed, rows).byOne("");
  }

  /**
   * {@link AutoPreset#rowsAlone} for {@code objective}; 0, too, where a feature is so far from zero
   * that a row's margin and norm, as sums of large numbers that cancel, tell nothing.
   */
  public static int rowsAlone(LinearObjective objective, double passes) {
    return objective.coordinates().offCentre() > AutoPreset.MOST_OFF_CENTRE
        ? 0
        : AutoPreset.rowsAlone(
            passes,
            objective.source().rows(),
            objective.source().entries(),
            objective.loss().outputs(),
            objective.dimension());
  }

  private static int rows(LinearObjective objective) {
    GradientSource source = objective.source();
    return AutoPreset.warmRows(source.rows(), source.entries(), objective.loss().outputs());
  }

  private WarmStart by(int wanted) {
    int learners = Math.min(wanted, objective.source().runs());
    return learners > 1 ? byLearners(learners) : byOne("");
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

  private WarmStart byLearners(int learners) {
    GradientSource source = objective.source();
    Coordinates coordinates = objective.coordinates();
    long begin = System.nanoTime();
    RowDraw draw = RowDraw.uniform(stream, count, source.rows() / learners);
    List<Learnt> learnt = source.learn(draw, learner(KEPT_BACK), learners);
    long merging = System.nanoTime();
    LearnerAverage average =
        LearnerAverage.of(learnt, coordinates.toOriginal(u), objective.loss(), source.kernels());
    double[] merged = coordinates.fromOriginal(average.theta());
    boolean holds = average.holds(objective.penalty().value(merged));
    StepSeconds time = seconds(begin, merging);
    double passes = (double) average.steps() / source.rows();
    if (holds) {
      return new WarmStart(
          merged, passes, time, note(average.rows()) + " on " + learners + " learners");
    }
    String why = ", as rows of " + learners + " learners were not alike";
    return byOne(why).after(passes, time);
  }

  /**
   * @param why one learner and not several
   */
  private WarmStart byOne(String why) {
    GradientSource source = objective.source();
    long begin = System.nanoTime();
    RowSample sample = source.draw(RowDraw.uniform(stream, count, source.rows()));
    long drawn = System.nanoTime();
    Learnt learnt = learner(0).learn(sample);
    if (learnt.rows == 0) {
      return WarmStart.none(u);
    }
    double[] theta = objective.coordinates().fromOriginal(learnt.theta);
    boolean better = objective.penalty().value(theta) < learnt.gain;
    String outcome = better ? "" : ", which were no better than the start and are dropped";
    return new WarmStart(
        better ? theta : u,
        (double) learnt.steps / source.rows(),
        seconds(begin, drawn),
        note(learnt.rows) + why + outcome);
  }

  private RowLearner learner(double keptBack) {
    return new RowLearner(RowProblem.of(objective), intercepts, stream, keptBack);
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
