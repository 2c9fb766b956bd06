package rllc.train.rows;

import java.util.Arrays;
import java.util.Locale;
import rllc.settings.Tuning;
import rllc.train.linear.Coordinates;
import rllc.train.linear.DrawRule;
import rllc.train.linear.GradientSource;
import rllc.train.linear.LinearObjective;
import rllc.train.run.Passes;
import rllc.train.run.Phase;

/**
 * Small steps over rows, one by one, before the first gradient. Training begins at the average of
 * the points that the steps lead through, if that is better than the start. An averaged pass before
 * a method over all rows: Agarwal, Chapelle, Dudik and Langford, JMLR 15, 2014.
 *
 * <p>One learner ({@link RowLearner}) works on the driver: one Spark job draws rows for it,
 * uniformly, as many as are worth it or all. The average is taken if the rows of the second half
 * had a lower loss at it, before it learnt them, than at the start, penalties included.
 *
 * <p>Rows and their order are a function of the seed and the data, so the result has the same bits
 * on any cluster. Rows count once for each step length that learns them.
 */
public final class SmallSteps implements Phase<LinearObjective> {
  /** The number of the draw: those of the pilots count up from 0. */
  private static final int DRAW = -1;

  private final LinearObjective objective;
  private final long stream;
  private final int count;

  /**
   * @param rows to learn
   */
  public SmallSteps(LinearObjective objective, long seed, int rows) {
    this.objective = objective;
    this.stream = DrawRule.stream(seed, DRAW);
    this.count = Math.max(1, rows);
  }

  /** As many rows as are worth it before a method over all rows. */
  public static SmallSteps before(LinearObjective objective, long seed) {
    GradientSource source = objective.source();
    int outputs = objective.loss().outputs();
    return new SmallSteps(
        objective, seed, RowBudget.warm(source.rows(), source.entries(), outputs));
  }

  /**
   * {@link RowBudget#alone} for {@code objective}; 0, too, if a feature is so far from zero that a
   * row's margin and norm, as sums of large numbers that cancel, tell nothing.
   */
  public static int rowsAlone(LinearObjective objective, double passes) {
    return objective.coordinates().offCentre() > Tuning.OFF_CENTRE.value()
        ? 0
        : RowBudget.alone(
            passes,
            objective.source().rows(),
            objective.source().entries(),
            objective.loss().outputs(),
            objective.dimension());
  }

  @Override
  public String name() {
    return "small steps";
  }

  /**
   * @throws IllegalArgumentException if a coefficient of {@code u} is not 0
   */
  @Override
  public Moved run(double[] u, Passes<? extends LinearObjective> passes) {
    double[] intercepts = intercepts(u);
    long rows = objective.source().rows();
    DrawRule rule = DrawRule.uniform(stream, count, rows);
    LinearObjective.Drawn drawn = passes.ask(o -> o.draw(rule));
    RowLearner learner = new RowLearner(RowObjective.of(objective), intercepts, stream);
    RowLearner.Result learnt = learner.learn(drawn.sample());
    passes.count((double) learnt.steps() / rows);
    if (learnt.rows() == 0) {
      return new Moved(u, "");
    }
    double[] theta = objective.fromOriginal(learnt.theta());
    double unit = objective.unit();
    boolean better = objective.penalty().value(theta) * unit * unit < learnt.gain();
    String outcome = better ? "" : ", which were no better than the start and are dropped";
    String note = String.format(Locale.ROOT, "started by small steps over %d rows", learnt.rows());
    return new Moved(better ? theta : u, note + outcome);
  }

  private double[] intercepts(double[] u) {
    Coordinates coordinates = objective.coordinates();
    double[] theta = objective.toOriginal(u);
    int first = coordinates.features() * coordinates.outputs();
    for (int i = 0; i < first; i++) {
      if (theta[i] != 0) {
        throw new IllegalArgumentException("`u` must have coefficients of 0, got " + theta[i]);
      }
    }
    return Arrays.copyOfRange(theta, first, theta.length);
  }
}
