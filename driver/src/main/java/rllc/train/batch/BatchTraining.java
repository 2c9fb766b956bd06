package rllc.train.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.kernel.Sweeps;
import rllc.optim.Adam;
import rllc.optim.Law;
import rllc.optim.LawBox;
import rllc.optim.LinearMemory;
import rllc.optim.Optimizer;
import rllc.optim.RllcOptimizer;
import rllc.optim.Stability;
import rllc.settings.Batching;
import rllc.settings.LearningRate;
import rllc.settings.OptimizerSettings;
import rllc.settings.Schedule;
import rllc.shard.Hashing;
import rllc.train.objective.Batch;
import rllc.train.objective.BatchObjective;
import rllc.train.objective.Rate;
import rllc.train.run.OptimizerInfo;

/**
 * Settings resolved for runs over batches. What is auto:
 *
 * <ul>
 *   <li>c1 of a linear memory = 1 / (gain * curvature), at most the rule for full batches; gain is
 *       {@link Stability#gain}. The curvature is estimated on a sample of rows
 *   <li>schedule: inverse; the law of rllc-*: kept in {@link LawBox}; its answer: the average
 *   <li>preset auto: a population of {@link #RATES} with Nesterov's law and of Adam with {@link
 *       #ADAM_RATES}, averaged, each with every schedule where that is little ({@link
 *       #MOST_NUMBERS}). No schedule serves all: on six problems inverse alone ended one epoch up
 *       to 1.14 and five up to 2 times as high. Nor does one method: without Adam, one epoch of
 *       mnist ended 1.6 times as high. The retrospective law (c2 = 0.03, boxed, a third unit of
 *       0.99) was tried in its place: on five problems the gap after one epoch was 0.85 to 1.7
 *       times that of the fixed law (docs/benchmarks.md)
 * </ul>
 */
public final class BatchTraining {
  /** c1 times the curvature of the members of a population. */
  private static final double[] RATES = {1 / 64.0, 1 / 16.0, 1 / 4.0, 1, 4};

  /** In units of {@link Rate#alongSigns}. */
  private static final double[] ADAM_RATES = {1 / 16.0, 1 / 4.0, 1, 4};

  /** Where there is no choice, or too little room for one. */
  private static final List<Schedule> ONE_SCHEDULE = List.of(Schedule.INVERSE);

  /** Parameters of all members together at most, for more than one schedule. */
  private static final int MOST_NUMBERS = 1 << 21;

  private static final double[] BETAS = {0, 0.9};
  private static final double[] LAW = {1, 0.9};

  /** Where a kernel cannot take several points, for very many classes. */
  private static final double ONE_RATE = 1 / 16.0;

  /** Rows of the sample that the curvature is estimated on: one in fifty, within bounds. */
  private static final double MOST_SAMPLE = 256;

  private static final double LEAST_SAMPLE = 16;

  private final BatchObjective objective;
  private final double[] theta;
  private final long seed;
  private final Sweeps sweeps;
  private final BatchPlan plan;
  private final BatchView view;
  private final double firstLoss;
  private final double fraction;

  public BatchTraining(
      BatchObjective objective, Batching batching, double[] theta, long seed, Sweeps sweeps) {
    this.objective = objective;
    this.theta = theta;
    this.seed = seed;
    this.sweeps = sweeps;
    double rows = batching.size().rows(objective.rows());
    this.plan = new BatchPlan(objective.blocks(), objective.rows(), rows, seed);
    double wanted = Math.max(LEAST_SAMPLE, Math.min(MOST_SAMPLE, objective.rows() / 50.0));
    // A seed of its own: the sample is not the first batch.
    boolean all = wanted >= objective.rows() / 2.0;
    BatchPlan samples =
        all
            ? plan
            : new BatchPlan(objective.blocks(), objective.rows(), wanted, Hashing.of(seed, -1));
    this.view = new BatchView(objective, all ? Batch.ALL : samples.batch(0));
    this.firstLoss = view.evaluate(theta).loss();
    this.fraction = all ? 1 : samples.batchRows() / objective.rows();
  }

  /**
   * What a run needs; each optimizer goes with each schedule.
   *
   * @param methods optimizers of each, in the order of their rates
   */
  public record Prepared(
      BatchPlan plan,
      List<List<Optimizer>> methods,
      List<Schedule> schedules,
      boolean average,
      double firstLoss,
      OptimizerInfo info) {
    Race population(double[] theta) {
      return new Race(methods.stream().map(its -> members(its, theta)).toList(), schedules.size());
    }

    private List<Candidate> members(List<Optimizer> optimizers, double[] theta) {
      List<Candidate> members = new ArrayList<>();
      for (Optimizer optimizer : optimizers) {
        for (Schedule schedule : schedules) {
          members.add(new Candidate(optimizer, schedule, theta, average, firstLoss));
        }
      }
      return members;
    }
  }

  /** Optimizers and their rates, for one of the settings that take batches. */
  public Prepared prepare(OptimizerSettings settings, Batching batching) {
    if (settings instanceof OptimizerSettings.Auto auto) {
      return population(auto);
    }
    Found found = found(settings);
    boolean rllc = settings instanceof OptimizerSettings.Rllc;
    OptimizerInfo info =
        info(settings.preset(), "as set", found, found.optimizer().vectors() - 2, 0);
    return new Prepared(
        plan,
        List.of(List.of(found.optimizer())),
        batching.schedule().map(List::of).orElse(ONE_SCHEDULE),
        batching.average().orElse(rllc),
        firstLoss,
        info);
  }

  /** An optimizer, its c1 and c2, and the passes that finding them cost. */
  private record Found(Optimizer optimizer, Rate rate, OptionalDouble c2) {}

  private Found found(OptimizerSettings settings) {
    if (settings instanceof OptimizerSettings.Rllc rllc) {
      Rate rate = rate(rllc.c1(), rllc.memory(), rllc.law0());
      double[] law0 = array(rllc.law0());
      Law law = boxed(rllc.c2(), rllc.rankTolerance(), law0);
      Optimizer optimizer = new RllcOptimizer(rllc.memory(), rate.c1(), law0, law, sweeps);
      return new Found(optimizer, rate, OptionalDouble.of(rllc.c2()));
    }
    if (settings instanceof OptimizerSettings.FixedLaw fixed) {
      Rate rate = rate(fixed.c1(), fixed.memory(), fixed.law());
      Optimizer optimizer =
          new RllcOptimizer(fixed.memory(), rate.c1(), array(fixed.law()), Law.FIXED, sweeps);
      return new Found(optimizer, rate, OptionalDouble.of(0));
    }
    OptimizerSettings.Adam adam = (OptimizerSettings.Adam) settings;
    Rate rate =
        adam.c1().isPresent() ? new Rate(adam.c1().getAsDouble(), 0) : Rate.alongSigns(view, theta);
    return new Found(adam(adam, rate.c1()), rate, OptionalDouble.empty());
  }

  private Optimizer adam(OptimizerSettings.Adam adam, double c1) {
    return new Adam(c1, adam.beta1(), adam.beta2(), adam.epsilon(), sweeps);
  }

  private static Law boxed(double c2, double rankTolerance, double[] law0) {
    return new Law(c2, rankTolerance, law -> true, Optional.of(LawBox.above(law0)));
  }

  private Rate rate(LearningRate setting, LinearMemory memory, List<Double> law) {
    double gain = Stability.gain(memory, law);
    double value = gain > 0 ? Math.min(setting.value(), 1 / gain) : setting.value();
    return setting.fixed()
        ? new Rate(setting.value(), 0)
        : Rate.of(new LearningRate(false, value), view, theta, seed);
  }

  private Prepared population(OptimizerSettings.Auto auto) {
    LinearMemory memory = LinearMemory.multiMomentum(BETAS);
    Rate unit =
        auto.c1().isPresent()
            ? new Rate(auto.c1().getAsDouble(), 0)
            : Rate.of(new LearningRate(false, 1), view, theta, seed);
    boolean several = auto.c1().isEmpty() && fit(RATES.length);
    double[] rates =
        auto.c1().isPresent() ? new double[] {1} : several ? RATES : new double[] {ONE_RATE};
    List<Optimizer> nesterovs = new ArrayList<>();
    for (double rate : rates) {
      nesterovs.add(new RllcOptimizer(memory, rate * unit.c1(), LAW, Law.FIXED, sweeps));
    }
    List<List<Optimizer>> methods = new ArrayList<>(List.of(nesterovs));
    double passes = unit.passes();
    if (several && fit(RATES.length + ADAM_RATES.length)) {
      Rate signs = Rate.alongSigns(view, theta);
      passes += signs.passes();
      OptimizerSettings.Adam adam = OptimizerSettings.Adam.standard(OptionalDouble.empty());
      methods.add(
          Arrays.stream(ADAM_RATES).mapToObj(rate -> adam(adam, rate * signs.c1())).toList());
    }
    int members = methods.stream().mapToInt(List::size).sum();
    List<Schedule> schedules = several ? schedules(members) : ONE_SCHEDULE;
    String choice = schedules.size() > 1 ? " x " + schedules.size() + " schedules" : "";
    String reason =
        several ? members + " learning rates" + choice + " side by side" : "1 learning rate";
    Found found = new Found(nesterovs.get(0), new Rate(unit.c1(), passes), OptionalDouble.of(0));
    int units = members * schedules.size() * (memory.units() + 2) - 1;
    OptimizerInfo info = info("auto (batches)", "auto: " + reason, found, units, members);
    return new Prepared(plan, methods, schedules, true, firstLoss, info);
  }

  /** Whether a kernel takes points and answers of {@code members} at once. */
  private boolean fit(int members) {
    return 2 * members <= objective.mostPoints();
  }

  private List<Schedule> schedules(int rates) {
    List<Schedule> all = List.of(Schedule.values());
    int members = rates * all.size();
    boolean little = (double) members * objective.dimension() <= MOST_NUMBERS;
    return little && fit(members) ? all : List.of(Schedule.INVERSE_SQRT);
  }

  private OptimizerInfo info(String preset, String reason, Found found, int units, int members) {
    OptionalDouble c1 =
        members > 1 ? OptionalDouble.empty() : OptionalDouble.of(found.optimizer().learningRate());
    String batches =
        String.format(
            Locale.ROOT, "; batches of %.0f rows, %d an epoch", plan.batchRows(), plan.steps());
    double passes = (1 + found.rate().passes()) * fraction;
    return new OptimizerInfo(preset, reason + batches, c1, found.c2(), units, units + 2, passes);
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
