package rllc.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
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
import rllc.settings.AutoPreset;
import rllc.settings.OptimizerSettings;
import rllc.settings.Stability;
import rllc.settings.StopSettings;

/**
 * Settings and objective brought together: every {@code auto} is resolved, and runs can start. The
 * way from settings to the last state:
 *
 * <pre>{@code
 * Training training = Training.prepare(settings, objective, start, seed, kernel);
 * TrainingState last = Trainer.fit(training.start(start, stop, control));
 * double[] theta = objective.coordinates().toOriginal(last.theta());
 * }</pre>
 */
public final class Training {
  private final OptimizerInfo info;
  private final Objective objective;
  private final Optional<Optimizer> optimizer;

  private Training(OptimizerInfo info, Objective objective, Optional<Optimizer> optimizer) {
    this.info = info;
    this.objective = objective;
    this.optimizer = optimizer;
  }

  /**
   * Resolves what is {@code auto}. An automatic c1 costs at most {@link Curvature#MAX_PRODUCTS}
   * passes, twice that for several outputs, Adam's two; they are counted in {@link
   * OptimizerInfo#passes} and in the run's passes.
   *
   * @param theta start of the run, in the objective's coordinates
   * @param seed of the random start vector of the curvature estimate
   * @param kernel of the driver's sweeps
   */
  public static Training prepare(
      OptimizerSettings settings,
      CurvedObjective objective,
      double[] theta,
      long seed,
      KernelMode kernel) {
    if (settings instanceof OptimizerSettings.Auto auto) {
      AutoPreset.Choice choice = AutoPreset.choose(auto);
      return prepare(choice.settings(), "auto: " + choice.reason(), objective, theta, seed, kernel);
    }
    return prepare(settings, "as set", objective, theta, seed, kernel);
  }

  private static Training prepare(
      OptimizerSettings settings,
      String reason,
      CurvedObjective objective,
      double[] theta,
      long seed,
      KernelMode kernel) {
    boolean l1 = objective.l1Weights().length > 0;
    if (l1 && settings instanceof OptimizerSettings.Lbfgs) {
      String why = reason + "; L-BFGS becomes OWL-QN where the penalty has an L1 part, as in MLlib";
      return prepare(new OptimizerSettings.Owlqn(), why, objective, theta, seed, kernel);
    }
    if (l1 && !(settings instanceof OptimizerSettings.Owlqn)) {
      throw new IllegalArgumentException(
          "`settings` must be OWL-QN for an objective with an L1 part, got " + settings.preset());
    }
    if (settings instanceof OptimizerSettings.Rllc rllc) {
      Rate rate = Rate.of(rllc.c1(), objective, theta, seed);
      Law law = new Law(rllc.c2(), rllc.rankTolerance(), admissible(rllc));
      Optimizer optimizer =
          new RllcOptimizer(rllc.memory(), rate.c1(), array(rllc.law0()), law, sweeps(kernel));
      return ready(settings, reason, objective, optimizer, rate, OptionalDouble.of(rllc.c2()));
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
    OptionalDouble none = OptionalDouble.empty();
    int vectors = 2 * OptimizerSettings.Lbfgs.HISTORY + 3;
    OptimizerInfo info = new OptimizerInfo(settings.preset(), reason, none, none, 0, vectors, 0);
    return new Training(info, objective, Optional.empty());
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
    OptimizerInfo info =
        new OptimizerInfo(
            settings.preset(),
            reason,
            OptionalDouble.of(rate.c1()),
            c2,
            optimizer.vectors() - 2,
            optimizer.vectors(),
            rate.passes());
    return new Training(info, objective, Optional.of(optimizer));
  }

  public OptimizerInfo info() {
    return info;
  }

  /** A run from {@code theta}, lazily; each element costs its evaluations when it is asked for. */
  public Iterator<TrainingState> start(double[] theta, StopSettings stop, RunControl control) {
    if (optimizer.isEmpty()) {
      boolean orthantWise = info.preset().equals(OptimizerSettings.Owlqn.PRESET);
      return new BreezeLbfgs(objective, theta, orthantWise, stop, control);
    }
    return Trainer.start(
        optimizer.get(), objective, theta, info.passes(), StopRule.of(stop), control);
  }

  /**
   * The run that {@code last} belongs to, gone on with to the same bits.
   *
   * @throws IllegalStateException for L-BFGS, whose state Breeze keeps to itself
   */
  public Iterator<TrainingState> resume(TrainingState last, StopSettings stop, RunControl control) {
    Optimizer resumed =
        optimizer.orElseThrow(() -> new IllegalStateException("L-BFGS cannot be resumed"));
    return Trainer.resume(resumed, objective, last, StopRule.of(stop), control);
  }

  private static Sweeps sweeps(KernelMode kernel) {
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
