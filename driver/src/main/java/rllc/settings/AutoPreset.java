package rllc.settings;

import java.util.Optional;
import java.util.OptionalDouble;

/** The one place that decides what {@code optimizer.preset = auto} means. */
public final class AutoPreset {
  /** A decision and its reason, for the run record. */
  public record Choice(OptimizerSettings settings, String reason) {}

  /**
   * What the decision follows from.
   *
   * @param linear whether the objective is a linear model's, over rows that can be drawn
   * @param quadratic whether its loss is half the squared error
   * @param l1 whether the penalty has an L1 part
   * @param boxed whether coordinates have bounds
   * @param outputs margins of a row
   * @param squaredEntries rows times the square of a row's mean number of stored entries: twice the
   *     multiply-adds of a Gramian
   * @param offCentre the most deviations that the mean of a centred feature lies from zero
   * @param warmRows rows that a warm pass would learn ({@link #warmRows})
   * @param unseen part of the Hessian's trace that a pilot is expected to miss
   */
  public record Problem(
      boolean linear,
      boolean quadratic,
      boolean l1,
      boolean boxed,
      int outputs,
      int features,
      double squaredEntries,
      double offCentre,
      int warmRows,
      double unseen) {}

  /**
   * Features times outputs. The Gramian of dense rows costs features / 2 times the arithmetic of a
   * gradient pass; up to here that is less than an iterative method's passes, and its square fits
   * anywhere.
   */
  static final int MOST_GRAMIAN_FEATURES = 200;

  /**
   * Rows of a learner of a warm pass at most, and their stored entries: bringing and learning them
   * takes about as long as two or three empty jobs. With more it saved more passes of large data,
   * but cost more than those.
   */
  static final long MOST_WARM_ROWS = 20_000;

  static final long MOST_WARM_ENTRIES = 1_000_000;

  /** The same times outputs: a tenth of a second of one core. */
  static final long MOST_WARM_WORK = 8_000_000;

  /** Passes that learning all rows counts as, the search for a step length included. */
  public static final double WARM_PASSES = 1 + 1 / 6.0;

  /**
   * Entries of the rows that small steps learn where they are all that a run may do, a row counted
   * as four more: some two hundred megabytes on the driver and three seconds of one core ...
   */
  static final long MOST_ALONE_ENTRIES = 18_000_000;

  private static final long ENTRIES_OF_A_ROW = 4;

  /** ... and the same times outputs. */
  static final long MOST_ALONE_WORK = 120_000_000;

  /** Of fewer rows nothing is learnt. */
  private static final int LEAST_ALONE = 16;

  /**
   * Numbers that the points of a population of batches (rllc.train.BatchTraining) are at most: each
   * step takes all of them to the executors and as many back, however few rows it looks at.
   */
  static final long MOST_POPULATION = 1 << 22;

  /** Members of such a population, with a point and an average each. */
  private static final long POPULATION = 2 * 9;

  /**
   * Up to here Gramians, one for each pair of classes, cost some hundredths of a second on one
   * core, hardly more than an empty job on a cluster, and Newton's method can have them with each
   * pass.
   */
  static final double MOST_SQUARED_ENTRIES = 1e8;

  /** The same where an L1 part or bounds leave only methods of a hundred passes and more, ... */
  static final double MOST_PROXIMAL_ENTRIES = 5e9;

  /** ... and features times outputs: the driver factorises a matrix of that size in each step. */
  static final int MOST_PROXIMAL_FEATURES = 500;

  /**
   * A centred feature's curvature is the difference of sums that are the square of this larger: of
   * 16 digits 4 are left.
   */
  public static final double MOST_OFF_CENTRE = 1e6;

  /** Features that the rows of a warm pass can tell something of, for each of them. */
  private static final int WARM_FEATURES = 2;

  /** A pilot is blind where more than this part of the Hessian's trace is unseen. */
  public static final double BLIND = 0.4;

  /** Newton's method is near the optimum after so many passes. */
  private static final double NEWTON_PASSES = 5;

  private AutoPreset() {}

  /**
   * The optimizer for a run over all rows in each step: Newton's method with exact Gramians for few
   * features, unless that is much work, else the pilot method. {@code optimizer.metric} chooses the
   * matrix in its middle.
   *
   * <p>Measured by rllc.train.PilotExperiment (docs/benchmarks.md has the table; the prior start;
   * pilots' products counted). Where rare features are scaled up or columns outnumber rows, the
   * pilot method becomes L-BFGS with more pairs and a metric of its own; it gains least on softmax.
   */
  public static Choice choose(OptimizerSettings.Auto auto, Problem problem) {
    Optional<Metric> metric = auto.metric();
    if (problem.l1() || problem.boxed()) {
      return notSmooth(problem);
    }
    if (!problem.linear()) {
      return new Choice(new OptimizerSettings.Lbfgs(), "the objective has no rows to draw from");
    }
    if (metric.isEmpty() && problem.offCentre() > MOST_OFF_CENTRE) {
      return new Choice(
          new OptimizerSettings.Lbfgs(),
          "a feature's mean is 1e6 deviations or more from zero, where curvatures are rounded off");
    }
    if (metric.isEmpty() && problem.features() * problem.outputs() <= MOST_GRAMIAN_FEATURES) {
      String features = problem.features() + " features: ";
      OptimizerSettings gramian = new OptimizerSettings.Gramian();
      if (problem.quadratic()) {
        return new Choice(gramian, "least squares of " + features + "one pass for all");
      }
      if (problem.squaredEntries() * gramians(problem.outputs()) <= MOST_SQUARED_ENTRIES) {
        return new Choice(gramian, "few rows of " + features + "Newton's method");
      }
    }
    String reason =
        metric.isPresent()
            ? "optimizer.metric is set"
            : "the Gramian of these rows is too much work; pilots save L-BFGS's passes";
    return new Choice(new OptimizerSettings.Secant(metric), reason);
  }

  /** Proximal Newton's method for few features, else pilots with L1, and with bounds as MLlib. */
  private static Choice notSmooth(Problem problem) {
    String part =
        problem.l1() ? "the penalty has an L1 part" : "coefficients or intercepts have bounds";
    if (problem.linear()
        && problem.offCentre() <= MOST_OFF_CENTRE
        && problem.features() * problem.outputs() <= MOST_PROXIMAL_FEATURES
        && problem.squaredEntries() * gramians(problem.outputs()) <= MOST_PROXIMAL_ENTRIES) {
      String why = part + "; " + problem.features() + " features: proximal Newton";
      return new Choice(new OptimizerSettings.Gramian(), why);
    }
    if (problem.boxed()) {
      return new Choice(new OptimizerSettings.Lbfgsb(), part);
    }
    return problem.linear() && problem.offCentre() <= MOST_OFF_CENTRE
        ? new Choice(new OptimizerSettings.Secant(Optional.empty()), part + "; pilots")
        : new Choice(new OptimizerSettings.Owlqn(), part);
  }

  /** Gramians that make up the Hessian: of several classes, one for each pair. */
  private static int gramians(int outputs) {
    return outputs == 1 ? 1 : outputs * (outputs - 1) / 2;
  }

  /**
   * Whether a run begins with a warm pass (rllc.train.WarmPass) where nobody has said so: with the
   * pilot method, and with Newton's where it is allowed too few passes to get anywhere. Not where
   * pilots will be blind or there are more than two features for each row that it learns: what such
   * a pass says of rare features must be taken back in the run's last passes. Other presets do not.
   *
   * <p>Measured by rllc.train.WarmExperiment on nine problems: passes of the pilot method to gaps
   * of 1e-2, 1e-4 and 1e-6 were 0.73, 0.83 and 0.89 times those from the prior start as geometric
   * means, the warm pass counted.
   */
  public static boolean warm(
      OptimizerSettings.Auto auto, Problem problem, OptionalDouble maxPasses) {
    OptimizerSettings choice = choose(auto, problem).settings();
    boolean few = maxPasses.orElse(NEWTON_PASSES) < NEWTON_PASSES;
    boolean known =
        problem.unseen() <= BLIND
            && problem.features() <= (long) WARM_FEATURES * problem.warmRows();
    return auto.metric().isEmpty()
        && !problem.l1()
        && !problem.boxed()
        && (choice instanceof OptimizerSettings.Secant && known
            || few && choice instanceof OptimizerSettings.Gramian);
  }

  /**
   * Rows of a learner of a warm pass, of {@code rows} with {@code entries} stored entries: all as
   * long as that is little work.
   */
  public static int warmRows(long rows, long entries, int outputs) {
    long most = Math.min(MOST_WARM_ENTRIES, MOST_WARM_WORK / outputs);
    double byEntries = (double) most * rows / Math.max(1, entries);
    return (int) Math.min(Math.min(rows, MOST_WARM_ROWS), byEntries);
  }

  /**
   * Rows that small steps learn in the place of batches where {@code passes} passes are allowed,
   * too few for a step that looks at all rows; 0 where batches are better. After one Spark job they
   * are as near to the optimum as batches after some hundred, or nearer (docs/benchmarks.md), as
   * long as the driver can hold the rows; where the points of batches are large, in any case.
   *
   * @param parameters of the model
   */
  public static int rowsAlone(
      double passes, long rows, long entries, int outputs, long parameters) {
    double wanted = Math.min(1, passes / WARM_PASSES) * rows;
    double most = Math.min(MOST_ALONE_ENTRIES, MOST_ALONE_WORK / outputs);
    double fit = most * rows / (entries + ENTRIES_OF_A_ROW * rows);
    boolean wide = POPULATION * parameters > MOST_POPULATION;
    double alone = wanted <= fit || wide ? Math.min(wanted, fit) : 0;
    return alone >= LEAST_ALONE ? (int) alone : 0;
  }
}
