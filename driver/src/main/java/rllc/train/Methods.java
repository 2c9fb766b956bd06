package rllc.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Sweeps;
import rllc.optim.Adam;
import rllc.optim.Law;
import rllc.optim.RllcOptimizer;
import rllc.optim.Stability;
import rllc.settings.Metric;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.breeze.BreezeMethod;
import rllc.train.linear.LinearObjective;
import rllc.train.memory.MemoryMethod;
import rllc.train.newton.NewtonMethods;
import rllc.train.objective.CurvedObjective;
import rllc.train.objective.Rate;
import rllc.train.report.OptimizerInfo;
import rllc.train.run.Method;

/** Which method runs which settings, over all rows in each step. */
public final class Methods {
  private Methods() {}

  /**
   * For a linear model: all presets.
   *
   * @param reason why these settings, for the run record
   * @param stop Breeze's minimisers ask for maxSteps and tol themselves
   * @param seed of draws and of curvature estimates
   * @param kernel of the driver's sweeps
   */
  public static Method<? super LinearObjective, ?> linear(
      OptimizerSettings settings,
      String reason,
      LinearObjective objective,
      StopSettings stop,
      long seed,
      KernelMode kernel) {
    if (settings instanceof OptimizerSettings.Newton newton) {
      return NewtonMethods.newton(objective, newton.preset(), reason, seed);
    }
    if (settings instanceof OptimizerSettings.PilotNewton pilot) {
      return NewtonMethods.pilot(objective, pilot, reason, seed);
    }
    if (settings instanceof OptimizerSettings.PairsBySizes pairs) {
      return NewtonMethods.sizes(objective, pairs.preset(), reason, seed);
    }
    if (settings instanceof OptimizerSettings.Rllc rllc && rllc.metric() != Metric.IDENTITY) {
      checkSmooth(settings, objective);
      MemoryMethod memory = memory(rllc, reason, seed, sweeps(kernel));
      return NewtonMethods.inMetric(objective, memory, rllc.metric(), seed);
    }
    return curved(settings, reason, objective, stop, seed, kernel);
  }

  /** The presets that need no rows: memories, Adam and Breeze's minimisers. */
  public static Method<? super CurvedObjective, ?> curved(
      OptimizerSettings settings,
      String reason,
      CurvedObjective objective,
      StopSettings stop,
      long seed,
      KernelMode kernel) {
    if (settings instanceof OptimizerSettings.Lbfgs
        || settings instanceof OptimizerSettings.Owlqn
        || settings instanceof OptimizerSettings.Lbfgsb) {
      return breeze(settings, reason, objective, stop);
    }
    checkSmooth(settings, objective);
    Sweeps sweeps = sweeps(kernel);
    if (settings instanceof OptimizerSettings.Rllc rllc && rllc.metric() == Metric.IDENTITY) {
      return memory(rllc, reason, seed, sweeps);
    }
    if (settings instanceof OptimizerSettings.FixedLaw fixed) {
      double[] law = array(fixed.law());
      return new MemoryMethod(
          settings.preset(),
          reason,
          (o, theta) -> Rate.of(fixed.c1(), o, theta, seed),
          c1 -> new RllcOptimizer(fixed.memory(), c1, law, Law.FIXED, sweeps),
          OptionalDouble.of(0));
    }
    if (settings instanceof OptimizerSettings.Adam adam) {
      return new MemoryMethod(
          settings.preset(),
          reason,
          (o, theta) ->
              adam.c1().isPresent()
                  ? new Rate(adam.c1().getAsDouble(), 0)
                  : Rate.alongSigns(o, theta),
          c1 -> new Adam(c1, adam.beta1(), adam.beta2(), adam.epsilon(), sweeps),
          OptionalDouble.empty());
    }
    String metric =
        settings instanceof OptimizerSettings.Rllc rllc
            ? " in the metric " + rllc.metric().name().toLowerCase(Locale.ROOT)
            : "";
    throw new IllegalArgumentException(
        "`objective` must be a linear model's with preset " + settings.preset() + metric);
  }

  private static MemoryMethod memory(
      OptimizerSettings.Rllc rllc, String reason, long seed, Sweeps sweeps) {
    Law law = new Law(rllc.c2(), rllc.rankTolerance(), admissible(rllc));
    double[] law0 = array(rllc.law0());
    return new MemoryMethod(
        rllc.preset(),
        reason,
        (o, theta) -> Rate.of(rllc.c1(), o, theta, seed),
        c1 -> new RllcOptimizer(rllc.memory(), c1, law0, law, sweeps),
        OptionalDouble.of(rllc.c2()));
  }

  /** With c1 = numerator / curvature, c1 times the curvature is the numerator. */
  private static Predicate<double[]> admissible(OptimizerSettings.Rllc rllc) {
    return rllc.keepStable()
        ? law -> Stability.stable(rllc.memory(), list(law), rllc.c1().value())
        : law -> true;
  }

  /** Breeze's minimisers, chosen between as MLlib does. */
  private static BreezeMethod breeze(
      OptimizerSettings settings, String reason, CurvedObjective objective, StopSettings stop) {
    boolean l1 = objective.l1Weights().length > 0;
    boolean boxed = !objective.box().isNone();
    boolean lbfgs = settings instanceof OptimizerSettings.Lbfgs;
    OptimizerSettings its = settings;
    String why = reason;
    if (l1 && lbfgs) {
      its = new OptimizerSettings.Owlqn();
      why += "; L-BFGS becomes OWL-QN if the penalty has an L1 part, as in MLlib";
    } else if (boxed && lbfgs) {
      its = new OptimizerSettings.Lbfgsb();
      why += "; L-BFGS becomes L-BFGS-B if there are bounds, as in MLlib";
    }
    boolean orthantWise = its instanceof OptimizerSettings.Owlqn;
    refuse(l1 && !orthantWise, "OWL-QN for an objective with an L1 part", its);
    refuse(
        boxed && !(its instanceof OptimizerSettings.Lbfgsb),
        "L-BFGS-B for an objective with bounds",
        its);
    int vectors = 2 * OptimizerSettings.Lbfgs.HISTORY + 3;
    OptimizerInfo info = OptimizerInfo.plain(its.preset(), why, 0, vectors);
    return new BreezeMethod(objective, orthantWise, stop, info);
  }

  /** What is left minimises no L1 part and keeps to no box. */
  private static void checkSmooth(OptimizerSettings settings, CurvedObjective objective) {
    refuse(objective.l1Weights().length > 0, "OWL-QN for an objective with an L1 part", settings);
    refuse(!objective.box().isNone(), "L-BFGS-B for an objective with bounds", settings);
  }

  private static void refuse(boolean wrong, String what, OptimizerSettings settings) {
    if (wrong) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "`settings` must be %s, got %s", what, settings.preset()));
    }
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
