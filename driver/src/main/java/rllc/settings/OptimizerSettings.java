package rllc.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import rllc.optim.LinearMemory;
import rllc.settings.preset.Presets;

/**
 * One record per optimizer, with its own fields only, complete but for c1, which may wait for the
 * data. {@link Presets#parse} makes them from text.
 */
public sealed interface OptimizerSettings {
  /** The text that these settings were made from, such as {@code rllc-momentum(0.9)}. */
  String preset();

  /**
   * Whether steps suppose that solutions are of the order of one, so that a regression's labels had
   * better be scaled.
   */
  default boolean scalesWithLabels() {
    return true;
  }

  /**
   * Linear memory with the retrospective law (arXiv 2402.15262).
   *
   * @param c2 law rate, dimensionless, at least 0
   * @param law0 start of the law, one number per unit
   * @param rankTolerance singular values of M below this times the largest count as zero; [0, 1)
   * @param keepStable whether corrections that would make the law unstable are cut down, which is
   *     our addition to the paper's rule; needs an automatic c1
   * @param metric in which the law is corrected ({@link rllc.optim.LawMetric}); the paper's is the
   *     identity, the others need a linear model
   */
  record Rllc(
      String preset,
      LinearMemory memory,
      LearningRate c1,
      double c2,
      List<Double> law0,
      double rankTolerance,
      boolean keepStable,
      Metric metric)
      implements OptimizerSettings {
    public Rllc {
      law0 = LawDefaults.checked(law0, memory);
      if (!(c2 >= 0) || Double.isInfinite(c2)) {
        throw new IllegalArgumentException("`optimizer.c2` must be at least 0, got " + c2);
      }
      if (!(rankTolerance >= 0 && rankTolerance < 1)) {
        throw new IllegalArgumentException(
            "`optimizer.rankTolerance` must be in [0, 1), got " + rankTolerance);
      }
      if (keepStable && c1.fixed()) {
        throw new IllegalArgumentException("`keepStable` must be false where c1 is given");
      }
    }

    /** A step changes with the labels' unit as the solution does, so scaling them is optional. */
    @Override
    public boolean scalesWithLabels() {
      return metric == Metric.IDENTITY;
    }
  }

  /** Linear memory with a law that never changes: SGD, momentum, Nesterov, AggMo. */
  record FixedLaw(String preset, LinearMemory memory, LearningRate c1, List<Double> law)
      implements OptimizerSettings {
    public FixedLaw {
      law = LawDefaults.checked(law, memory);
    }
  }

  /**
   * Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1).
   *
   * @param c1 step length; empty for the rule that minimises the quadratic model along Adam's first
   *     step (rllc.train.objective.Rate)
   */
  record Adam(OptionalDouble c1, double beta1, double beta2, double epsilon)
      implements OptimizerSettings {
    /** The paper's constants. */
    public static Adam standard(OptionalDouble c1) {
      return new Adam(c1, 0.9, 0.999, 1e-8);
    }

    public Adam {
      if (c1.isPresent() && !(c1.getAsDouble() > 0 && Double.isFinite(c1.getAsDouble()))) {
        throw new IllegalArgumentException(
            "`optimizer.c1` must be above 0, got " + c1.getAsDouble());
      }
      if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
        throw new IllegalArgumentException(
            "`beta1` and `beta2` must be in [0, 1), got " + beta1 + " and " + beta2);
      }
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("`epsilon` must be above 0, got " + epsilon);
      }
    }

    @Override
    public String preset() {
      return "adam";
    }
  }

  /** Breeze's L-BFGS as MLlib runs it. */
  record Lbfgs() implements OptimizerSettings {
    /** MLlib's history: pairs of steps and gradient changes. */
    public static final int HISTORY = 10;

    @Override
    public String preset() {
      return "lbfgs";
    }
  }

  /** Breeze's L-BFGS-B as MLlib runs it where coefficients or intercepts have bounds. */
  record Lbfgsb() implements OptimizerSettings {
    @Override
    public String preset() {
      return "lbfgsb";
    }
  }

  /** Breeze's OWL-QN as MLlib runs it, with L-BFGS's history: L-BFGS that keeps to an orthant. */
  record Owlqn() implements OptimizerSettings {
    public static final String PRESET = "owlqn";

    @Override
    public String preset() {
      return PRESET;
    }
  }

  /**
   * Secant pairs around a matrix that the driver knows, for linear models
   * (rllc.train.newton.PilotNewton).
   *
   * @param metric that matrix; empty for {@link Metric#PILOT} as long as it pays, then pairs alone
   */
  record PilotNewton(Optional<Metric> metric) implements OptimizerSettings {
    @Override
    public String preset() {
      return "auto ("
          + metric.map(m -> m.name().toLowerCase(Locale.ROOT)).orElse("pilot")
          + " + secant law)";
    }

    @Override
    public boolean scalesWithLabels() {
      return false;
    }
  }

  /** L-BFGS with many pairs, in a metric of the features' sizes (rllc.train.newton). */
  record PairsBySizes() implements OptimizerSettings {
    @Override
    public String preset() {
      return "auto (secant law)";
    }

    @Override
    public boolean scalesWithLabels() {
      return false;
    }
  }

  /**
   * Newton's method with the exact Hessian of all rows (rllc.train.newton.Newton).
   *
   * @param smooth whether there is neither an L1 part nor a box
   */
  record Newton(boolean smooth) implements OptimizerSettings {
    @Override
    public String preset() {
      return smooth ? "auto (Newton)" : "auto (proximal Newton)";
    }

    @Override
    public boolean scalesWithLabels() {
      return false;
    }
  }

  /**
   * {@code auto}: the choice is {@code AutoPreset}'s.
   *
   * @param metric {@code optimizer.metric}; empty for auto
   * @param c1 the learning rate of its batches; empty for a population that finds its own
   */
  record Auto(Optional<Metric> metric, OptionalDouble c1) implements OptimizerSettings {
    public Auto(Optional<Metric> metric) {
      this(metric, OptionalDouble.empty());
    }

    @Override
    public String preset() {
      return "auto";
    }

    @Override
    public boolean scalesWithLabels() {
      return false;
    }
  }
}
