package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Sweeps;
import rllc.settings.OptimizerSettings;
import rllc.settings.preset.Presets;

/** The presets with a fixed law against the same methods written by hand, 50 steps. */
class EquivalenceTest {
  private static final Sweeps SWEEPS = Sweeps.of(KernelChoice.of(KernelMode.JAVA).kernels(), 1);
  private static final int D = 7;
  private static final double C1 = 0.05;
  private final Quadratic quadratic = Quadratic.random(D, 20, new SplittableRandom(3));

  /** The method under test, step by step: theta from theta and its gradient. */
  private interface ByHand {
    double[] step(double[] theta, double[] gradient);
  }

  @Test
  void sgd() {
    check("sgd", (theta, g) -> minus(theta, C1, g));
  }

  @Test
  void momentum() {
    double[] m = new double[D];
    check(
        "momentum(0.9)",
        (theta, g) -> {
          for (int i = 0; i < D; i++) {
            m[i] = 0.9 * m[i] + g[i];
          }
          return minus(theta, C1, m);
        });
  }

  @Test
  void nesterov() {
    double[] m = new double[D];
    check(
        "nesterov(0.8)",
        (theta, g) -> {
          double[] direction = new double[D];
          for (int i = 0; i < D; i++) {
            m[i] = 0.8 * m[i] + g[i];
            direction[i] = g[i] + 0.8 * m[i];
          }
          return minus(theta, C1, direction);
        });
  }

  @Test
  void aggMo() {
    double[] betas = {0, 0.9, 0.99};
    double[][] m = new double[3][D];
    check(
        "aggmo(0, 0.9, 0.99)",
        (theta, g) -> {
          double[] mean = new double[D];
          for (int j = 0; j < 3; j++) {
            for (int i = 0; i < D; i++) {
              m[j][i] = betas[j] * m[j][i] + g[i];
              mean[i] += m[j][i] / 3;
            }
          }
          return minus(theta, C1, mean);
        });
  }

  private void check(String preset, ByHand byHand) {
    OptimizerSettings.FixedLaw settings =
        (OptimizerSettings.FixedLaw)
            Presets.parse(
                preset,
                OptionalDouble.of(C1),
                OptionalDouble.of(0),
                Optional.empty(),
                1e-5,
                Optional.empty(),
                Optional.empty());
    double[] law = settings.law().stream().mapToDouble(Double::doubleValue).toArray();
    Optimizer optimizer = new RllcOptimizer(settings.memory(), C1, law, Law.FIXED, SWEEPS);
    double[] theta = quadratic.start();
    OptimizerState state = optimizer.init(theta);
    for (int step = 0; step < 50; step++) {
      theta = byHand.step(theta, quadratic.gradient(theta));
      state = optimizer.update(state, quadratic.gradient(state.theta())).state();
      assertArrayEquals(theta, state.theta(), 1e-12, preset + " step " + step);
    }
  }

  private static double[] minus(double[] theta, double c1, double[] direction) {
    double[] next = theta.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] -= c1 * direction[i];
    }
    return next;
  }
}
