package rllc.train.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.train.objective.Box;
import rllc.train.report.Outcome;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class L1PenaltyTest {
  private final TinyData data = TinyData.of(9);

  private LinearObjective objective(Coordinates coordinates, boolean standardization) {
    return new LinearObjective(
        new LocalGradients(data.blocks(), new JavaKernels()),
        MarginLoss.LOGISTIC,
        coordinates,
        Penalty.l2(0.01, coordinates, data.deviations(), standardization),
        L1Penalty.of(0.03, coordinates, data.deviations(), standardization),
        Box.NONE);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void theValueDependsOnTheCoefficientsAlone(boolean standardised, boolean standardization) {
    Coordinates coordinates = data.coordinates(standardised, true);
    L1Penalty penalty = L1Penalty.of(0.03, coordinates, data.deviations(), standardization);
    double[] theta = {1, -2, 0, 0, 0.5, 7};
    double expected = 0;
    for (int j = 0; j < 5; j++) {
      expected += 0.03 * Math.abs(theta[j]) * (standardization ? data.deviations()[j] : 1);
    }
    assertEquals(expected, penalty.value(coordinates.fromOriginal(theta)), 1e-14);
  }

  @Test
  void withoutLambdaThereIsNone() {
    Coordinates coordinates = data.coordinates(true, true);
    assertEquals(0, L1Penalty.of(0, coordinates, data.deviations(), true).weights().length);
    assertThrows(
        IllegalArgumentException.class,
        () -> L1Penalty.of(-1, coordinates, data.deviations(), true));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true"})
  void theOptimumIsOne(boolean standardised, boolean standardization) {
    LinearObjective objective = objective(data.coordinates(standardised, true), standardization);
    double[] start = new double[objective.dimension()];
    Runs.Recorded run =
        Runs.run(new OptimizerSettings.Lbfgs(), objective, start, Stops.after(500, 1e-10));
    Outcome last = run.outcome();
    assertEquals("owlqn", last.optimizer().preset());
    assertTrue(last.optimizer().reason().contains("OWL-QN"), last.optimizer().reason());
    double[] pseudo = pseudoGradient(objective, last.theta());
    assertEquals(Vectors.norm(pseudo), last.last().gradNorm(), 1e-15);
    assertEquals(objective.value(last.theta()), last.last().loss(), 1e-15);
    assertArrayEquals(new double[pseudo.length], pseudo, 1e-6);
    double[] first = pseudoGradient(objective, start);
    assertEquals(Vectors.norm(first), run.steps().get(0).gradNorm(), 1e-15);
  }

  /** The subgradient of least norm. */
  private static double[] pseudoGradient(LinearObjective objective, double[] u) {
    double[] g = objective.evaluate(u).gradient();
    double[] weights = objective.l1Weights();
    for (int i = 0; i < g.length; i++) {
      g[i] =
          u[i] == 0
              ? Math.signum(g[i]) * Math.max(0, Math.abs(g[i]) - weights[i])
              : g[i] + weights[i] * Math.signum(u[i]);
    }
    return g;
  }

  @Test
  void strongEnoughItLeavesTheInterceptAlone() {
    Coordinates coordinates = data.coordinates(true, true);
    LinearObjective objective =
        new LinearObjective(
            new LocalGradients(data.blocks(), new JavaKernels()),
            MarginLoss.LOGISTIC,
            coordinates,
            Penalty.l2(0, coordinates, data.deviations(), true),
            L1Penalty.of(10, coordinates, data.deviations(), true),
            Box.NONE);
    double[] start = new double[objective.dimension()];
    Outcome last =
        Runs.run(new OptimizerSettings.Owlqn(), objective, start, Stops.after(100, 1e-9)).outcome();
    assertArrayEquals(new double[5], java.util.Arrays.copyOf(last.theta(), 5));
    assertTrue(last.theta()[5] != 0);
  }

  @Test
  void otherOptimizersCannotHaveIt() {
    LinearObjective objective = objective(data.coordinates(true, true), true);
    double[] start = new double[objective.dimension()];
    OptimizerSettings adam = OptimizerSettings.Adam.standard(java.util.OptionalDouble.of(0.1));
    assertThrows(
        IllegalArgumentException.class, () -> Runs.run(adam, objective, start, Stops.after(1, 0)));
  }
}
