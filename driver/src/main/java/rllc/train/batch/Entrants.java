package rllc.train.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
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
import rllc.settings.Tuning;
import rllc.train.objective.BatchObjective;
import rllc.train.objective.CurvedObjective;
import rllc.train.objective.Rate;

/**
 * Who enters a race, from the settings. What is auto:
 *
 * <ul>
 *   <li>c1 of a linear memory = 1 / (gain * curvature), at most the rule for full batches; gain is
 *       {@link Stability#gain}. The curvature is estimated on a sample of rows
 *   <li>schedule: inverse; the law of rllc-*: kept in {@link LawBox}; its answer: the average
 *   <li>preset auto: {@link #RATES} with Nesterov's law and {@link #ADAM_RATES} with Adam,
 *       averaged, each with every schedule if that is little ({@link Tuning#RACE_NUMBERS}). No
 *       schedule serves all: on six problems inverse alone ended one epoch up to 1.14 and five up
 *       to 2 times as high. Nor does one method: without Adam, one epoch of mnist ended 1.6 times
 *       as high. The retrospective law (c2 = 0.03, boxed, a third unit of 0.99) was tried in its
 *       place: on five problems the gap after one epoch was 0.85 to 1.7 times that of the fixed law
 *       (docs/benchmarks.md)
 * </ul>
 *
 * @param methods what enters
 * @param schedules each method and rate goes with each of them
 * @param averages whether answers are averages
 * @param c2 law rate; empty for optimizers without a law
 * @param units memory units of all together, point and average counted
 * @param preset for the run record
 * @param reason for the run record
 */
record Entrants(
    List<Entrant> methods,
    List<Schedule> schedules,
    boolean averages,
    OptionalDouble c2,
    int units,
    String preset,
    String reason) {
  /** c1 times the curvature of the candidates. */
  private static final double[] RATES = {1 / 64.0, 1 / 16.0, 1 / 4.0, 1, 4};

  /** In units of {@link Rate#alongSigns}. */
  private static final double[] ADAM_RATES = {1 / 16.0, 1 / 4.0, 1, 4};

  /** If there is no choice, or too little room for one. */
  private static final List<Schedule> ONE_SCHEDULE = List.of(Schedule.INVERSE);

  private static final double[] BETAS = {0, 0.9};
  private static final double[] LAW = {1, 0.9};

  /** If a kernel cannot take several points, for very many classes. */
  private static final double ONE_RATE = 1 / 16.0;

  private static final double[] AS_SET = {1};

  /** How a unit of c1 is found, on a sample of the rows. */
  interface RateRule {
    Rate of(CurvedObjective sample, double[] theta);
  }

  /**
   * A method that enters.
   *
   * @param unit of its rates
   * @param rates in that unit
   * @param optimizer for a c1
   */
  record Entrant(RateRule unit, double[] rates, DoubleFunction<Optimizer> optimizer) {}

  static Entrants of(
      OptimizerSettings settings,
      Batching batching,
      BatchObjective objective,
      long seed,
      Sweeps sweeps) {
    if (settings instanceof OptimizerSettings.Auto auto) {
      return auto(auto, objective, seed, sweeps);
    }
    Entrant entrant = entrant(settings, seed, sweeps);
    OptionalDouble c2 =
        settings instanceof OptimizerSettings.Rllc rllc
            ? OptionalDouble.of(rllc.c2())
            : settings instanceof OptimizerSettings.FixedLaw
                ? OptionalDouble.of(0)
                : OptionalDouble.empty();
    return new Entrants(
        List.of(entrant),
        batching.schedule().map(List::of).orElse(ONE_SCHEDULE),
        batching.average().orElse(settings instanceof OptimizerSettings.Rllc),
        c2,
        entrant.optimizer().apply(1).vectors() - 2,
        settings.preset(),
        "as set");
  }

  private static Entrant entrant(OptimizerSettings settings, long seed, Sweeps sweeps) {
    if (settings instanceof OptimizerSettings.Rllc rllc) {
      double[] law0 = array(rllc.law0());
      Law law =
          new Law(rllc.c2(), rllc.rankTolerance(), any -> true, Optional.of(LawBox.above(law0)));
      return new Entrant(
          rate(rllc.c1(), rllc.memory(), rllc.law0(), seed),
          AS_SET,
          c1 -> new RllcOptimizer(rllc.memory(), c1, law0, law, sweeps));
    }
    if (settings instanceof OptimizerSettings.FixedLaw fixed) {
      return new Entrant(
          rate(fixed.c1(), fixed.memory(), fixed.law(), seed),
          AS_SET,
          c1 -> new RllcOptimizer(fixed.memory(), c1, array(fixed.law()), Law.FIXED, sweeps));
    }
    OptimizerSettings.Adam adam = (OptimizerSettings.Adam) settings;
    RateRule unit = adam.c1().isPresent() ? given(adam.c1().getAsDouble()) : Rate::alongSigns;
    return new Entrant(unit, AS_SET, c1 -> adam(adam, c1, sweeps));
  }

  private static Optimizer adam(OptimizerSettings.Adam adam, double c1, Sweeps sweeps) {
    return new Adam(c1, adam.beta1(), adam.beta2(), adam.epsilon(), sweeps);
  }

  private static RateRule given(double c1) {
    return (sample, theta) -> new Rate(c1, 0);
  }

  private static RateRule rate(
      LearningRate setting, LinearMemory memory, List<Double> law, long seed) {
    double gain = Stability.gain(memory, law);
    double value = gain > 0 ? Math.min(setting.value(), 1 / gain) : setting.value();
    return setting.fixed()
        ? given(setting.value())
        : (sample, theta) -> Rate.of(new LearningRate(false, value), sample, theta, seed);
  }

  private static Entrants auto(
      OptimizerSettings.Auto auto, BatchObjective objective, long seed, Sweeps sweeps) {
    boolean given = auto.c1().isPresent();
    LinearMemory memory = LinearMemory.multiMomentum(BETAS);
    RateRule unit =
        given
            ? given(auto.c1().getAsDouble())
            : (sample, theta) -> Rate.of(new LearningRate(false, 1), sample, theta, seed);
    boolean several = !given && fit(RATES.length, objective);
    double[] rates = given ? AS_SET : several ? RATES : new double[] {ONE_RATE};
    List<Entrant> methods = new ArrayList<>();
    methods.add(
        new Entrant(unit, rates, c1 -> new RllcOptimizer(memory, c1, LAW, Law.FIXED, sweeps)));
    if (several && fit(RATES.length + ADAM_RATES.length, objective)) {
      OptimizerSettings.Adam adam = OptimizerSettings.Adam.standard(OptionalDouble.empty());
      methods.add(new Entrant(Rate::alongSigns, ADAM_RATES, c1 -> adam(adam, c1, sweeps)));
    }
    int count = methods.stream().mapToInt(m -> m.rates().length).sum();
    List<Schedule> schedules = several ? schedules(count, objective) : ONE_SCHEDULE;
    String choice = schedules.size() > 1 ? " x " + schedules.size() + " schedules" : "";
    String reason =
        several ? count + " learning rates" + choice + " side by side" : "1 learning rate";
    return new Entrants(
        methods,
        schedules,
        true,
        OptionalDouble.of(0),
        count * schedules.size() * (memory.units() + 2) - 1,
        "auto (batches)",
        "auto: " + reason);
  }

  /** Whether a kernel takes points and answers of {@code candidates} at once. */
  private static boolean fit(int candidates, BatchObjective objective) {
    return 2 * candidates <= objective.mostPoints();
  }

  private static List<Schedule> schedules(int rates, BatchObjective objective) {
    List<Schedule> all = List.of(Schedule.values());
    int candidates = rates * all.size();
    boolean little = (double) candidates * objective.dimension() <= Tuning.RACE_NUMBERS.count();
    return little && fit(candidates, objective) ? all : List.of(Schedule.INVERSE_SQRT);
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
