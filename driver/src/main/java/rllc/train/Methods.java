package rllc.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Sweeps;
import rllc.optim.Adam;
import rllc.optim.Law;
import rllc.optim.Optimizer;
import rllc.optim.RllcOptimizer;
import rllc.optim.SecantPairs;
import rllc.optim.Stability;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.train.breeze.BreezeLbfgs;
import rllc.train.linear.LinearObjective;
import rllc.train.newton.DiagonalHessian;
import rllc.train.newton.HessianModel;
import rllc.train.newton.MetricObjective;
import rllc.train.newton.PassMetric;
import rllc.train.newton.PilotHessian;
import rllc.train.newton.PilotSecant;
import rllc.train.newton.ProximalNewton;
import rllc.train.objective.CurvedObjective;
import rllc.train.objective.Objective;
import rllc.train.objective.Rate;
import rllc.train.run.OptimizerInfo;
import rllc.train.run.StopRule;
import rllc.train.run.Trainer;

/** Which method runs which settings over all rows: each preset's numbers, and what it starts. */
final class Methods {
  private static final OptimizerSettings PAIRS_ALONE =
      new OptimizerSettings.Secant(Optional.of(Metric.IDENTITY));

  private Methods() {}

  /**
   * @param settings no preset auto: resolved
   * @param reason why these, for the run record
   */
  static Training prepare(
      OptimizerSettings settings,
      String reason,
      CurvedObjective objective,
      double[] theta,
      long seed,
      KernelMode kernel) {
    boolean smooth = objective.l1Weights().length == 0 && objective.box().isNone();
    if (settings instanceof OptimizerSettings.Gramian && !smooth) {
      return proximal(settings, reason, objective, seed);
    }
    if (settings instanceof OptimizerSettings.Secant && objective.box().isNone()) {
      return secant(settings, reason, objective, seed);
    }
    Optional<Training> quasiNewton = quasiNewton(settings, reason, objective);
    if (quasiNewton.isPresent()) {
      return quasiNewton.get();
    }
    if (settings instanceof OptimizerSettings.Rllc rllc) {
      Rate rate = Rate.of(rllc.c1(), objective, theta, seed);
      Law law = new Law(rllc.c2(), rllc.rankTolerance(), admissible(rllc));
      Optimizer optimizer =
          new RllcOptimizer(rllc.memory(), rate.c1(), array(rllc.law0()), law, sweeps(kernel));
      return rllc.metric() == Metric.IDENTITY
          ? ready(settings, reason, objective, optimizer, rate, OptionalDouble.of(rllc.c2()))
          : inMetric(rllc, reason, linear(settings, objective), optimizer, rate, seed);
    }
    if (settings instanceof OptimizerSettings.FixedLaw fixed) {
      Rate rate = Rate.of(fixed.c1(), objective, theta, seed);
      Optimizer optimizer =
          new RllcOptimizer(
              fixed.memory(), rate.c1(), array(fixed.law()), Law.FIXED, sweeps(kernel));
      return ready(settings, reason, objective, optimizer, rate, OptionalDouble.of(0));
    }
    if (settings instanceof OptimizerSettings.Adam adam) {
      Rate rate =
          adam.c1().isPresent()
              ? new Rate(adam.c1().getAsDouble(), 0)
              : Rate.alongSigns(objective, theta);
      Optimizer optimizer =
          new Adam(rate.c1(), adam.beta1(), adam.beta2(), adam.epsilon(), sweeps(kernel));
      return ready(settings, reason, objective, optimizer, rate, OptionalDouble.empty());
    }
    return secant(settings, reason, objective, seed);
  }

  /**
   * Breeze's minimizers, chosen between as MLlib does. What is left but them minimises no L1 part
   * and keeps to no box.
   */
  private static Optional<Training> quasiNewton(
      OptimizerSettings settings, String reason, CurvedObjective objective) {
    boolean l1 = objective.l1Weights().length > 0;
    boolean boxed = !objective.box().isNone();
    boolean lbfgs = settings instanceof OptimizerSettings.Lbfgs;
    if (l1 && lbfgs) {
      String why = reason + "; L-BFGS becomes OWL-QN where the penalty has an L1 part, as in MLlib";
      return quasiNewton(new OptimizerSettings.Owlqn(), why, objective);
    }
    if (boxed && lbfgs) {
      String why = reason + "; L-BFGS becomes L-BFGS-B where there are bounds, as in MLlib";
      return quasiNewton(new OptimizerSettings.Lbfgsb(), why, objective);
    }
    boolean orthantWise = settings instanceof OptimizerSettings.Owlqn;
    boolean inBox = settings instanceof OptimizerSettings.Lbfgsb;
    if (l1 && !orthantWise) {
      throw new IllegalArgumentException(
          "`settings` must be OWL-QN for an objective with an L1 part, got " + settings.preset());
    }
    if (boxed && !inBox) {
      throw new IllegalArgumentException(
          "`settings` must be L-BFGS-B for an objective with bounds, got " + settings.preset());
    }
    if (!(lbfgs || orthantWise || inBox)) {
      return Optional.empty();
    }
    int vectors = 2 * OptimizerSettings.Lbfgs.HISTORY + 3;
    OptimizerInfo info = withoutRate(settings, reason, 0, vectors);
    Training.Start start =
        (from, stop, control) -> new BreezeLbfgs(objective, from, orthantWise, stop, control);
    return Optional.of(new Training(info, objective, start, Optional.empty()));
  }

  private static Training inMetric(
      OptimizerSettings.Rllc settings,
      String reason,
      LinearObjective objective,
      Optimizer optimizer,
      Rate rate,
      long seed) {
    boolean pilot = settings.metric() == Metric.PILOT;
    // Beside the optimizer's own: diagonals.
    int vectors = optimizer.vectors() + (pilot ? 4 : 3);
    OptimizerInfo info =
        withRate(settings, reason, optimizer, rate, OptionalDouble.of(settings.c2()), vectors);
    Training.Start start =
        (from, stop, control) -> {
          // A law needs no rows that judge its step.
          PassMetric metric =
              pilot ? new PilotHessian(objective, seed, false) : new DiagonalHessian(objective);
          return Trainer.start(
              optimizer,
              new MetricObjective(objective, metric),
              from,
              rate.passes(),
              StopRule.of(stop),
              control);
        };
    // The pilot is not in the optimizer's state, so such a run cannot be resumed.
    return new Training(info, objective, start, Optional.empty());
  }

  private static LinearObjective linear(OptimizerSettings settings, Objective objective) {
    if (objective instanceof LinearObjective linear) {
      return linear;
    }
    String metric =
        settings instanceof OptimizerSettings.Rllc rllc
            ? " in the metric " + rllc.metric().name().toLowerCase(Locale.ROOT)
            : "";
    throw new IllegalArgumentException(
        "`objective` must be a linear model's with preset " + settings.preset() + metric);
  }

  private static Training secant(
      OptimizerSettings settings, String reason, CurvedObjective objective, long seed) {
    LinearObjective linear = linear(settings, objective);
    boolean mayRetreat =
        settings instanceof OptimizerSettings.Secant secant && secant.metric().isEmpty();
    boolean many = mayRetreat || settings.equals(PAIRS_ALONE);
    int pairs = many ? SecantPairs.many(linear.dimension()) : SecantPairs.FEW;
    // Steps, changes and the middle's unit; around them theta, gradient and three diagonals.
    int units = 2 * pairs + 1;
    Training.Start start =
        (from, stop, control) -> {
          HessianModel middle = HessianModel.of(settings, linear, seed);
          return new PilotSecant(linear, middle, mayRetreat, from, stop, control);
        };
    OptimizerInfo info = withoutRate(settings, reason, units, units + 5);
    return new Training(info, objective, start, Optional.empty());
  }

  private static Training proximal(
      OptimizerSettings settings, String reason, CurvedObjective objective, long seed) {
    LinearObjective linear = linear(settings, objective);
    Training.Start start =
        (from, stop, control) -> new ProximalNewton(linear, from, seed, stop, control);
    // Point, trial, minimum and gradients.
    return new Training(withoutRate(settings, reason, 0, 5), objective, start, Optional.empty());
  }

  private static OptimizerInfo withoutRate(
      OptimizerSettings settings, String reason, int units, int vectors) {
    OptionalDouble none = OptionalDouble.empty();
    return new OptimizerInfo(settings.preset(), reason, none, none, units, vectors, 0);
  }

  /** With c1 = numerator / curvature, c1 times the curvature is the numerator. */
  private static Predicate<double[]> admissible(OptimizerSettings.Rllc rllc) {
    return rllc.keepStable()
        ? law -> Stability.stable(rllc.memory(), list(law), rllc.c1().value())
        : law -> true;
  }

  private static Training ready(
      OptimizerSettings settings,
      String reason,
      Objective objective,
      Optimizer optimizer,
      Rate rate,
      OptionalDouble c2) {
    OptimizerInfo info = withRate(settings, reason, optimizer, rate, c2, optimizer.vectors());
    Training.Start start =
        (from, stop, control) ->
            Trainer.start(optimizer, objective, from, info.passes(), StopRule.of(stop), control);
    return new Training(info, objective, start, Optional.of(optimizer));
  }

  private static OptimizerInfo withRate(
      OptimizerSettings settings,
      String reason,
      Optimizer optimizer,
      Rate rate,
      OptionalDouble c2,
      int vectors) {
    return new OptimizerInfo(
        settings.preset(),
        reason,
        OptionalDouble.of(rate.c1()),
        c2,
        optimizer.vectors() - 2,
        vectors,
        rate.passes());
  }

  static Sweeps sweeps(KernelMode kernel) {
    int cores = Runtime.getRuntime().availableProcessors();
    return Sweeps.of(KernelChoice.of(kernel).kernels(), cores);
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
