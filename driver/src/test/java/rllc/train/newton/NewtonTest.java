package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.loss.MarginLoss;
import rllc.optim.Cholesky;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class NewtonTest {
  private static final OptimizerSettings NEWTON = new OptimizerSettings.Newton(true);
  private final TinyData data = TinyData.of(9);
  private final LinearObjective smooth =
      data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);

  private static Newton newton(LinearObjective objective) {
    return new Newton(NewtonProblem.of(objective, 1), OptimizerInfo.plain("newton", "", 0, 5));
  }

  @Test
  void newtonsStepsAreLongerFarFromTheOptimumAlone() {
    Newton newton = newton(smooth);
    assertEquals(0.4, newton.length(0.4, true));
    assertEquals(0.4, newton.length(0.4, false));
    assertEquals(1, newton.length(0.7, true));
    assertEquals(1.5, newton.length(1.5, true));
    assertEquals(2, newton.length(4, true));
    assertEquals(1, newton.length(1.5, false));
  }

  private Outcome run(int steps, double tol) {
    return Runs.run(NEWTON, smooth, new double[smooth.dimension()], Stops.after(steps, tol))
        .outcome();
  }

  /** Half of Newton's decrement, g H^-1 g / 2, over the loss and 1e-5 of the null model's. */
  private double expectedGain(double[] u, double nullLoss) {
    LinearObjective.Survey survey = smooth.survey(u, PassRequest.GRAMIAN);
    double[][] hessian = smooth.hessian(survey.gramian());
    // The constant feature has no curvature and no gradient.
    int[] curved = IntStream.range(0, u.length).filter(i -> hessian[i][i] > 0).toArray();
    int n = curved.length;
    double[] matrix = new double[n * n];
    double[] gradient = new double[n];
    for (int i = 0; i < n; i++) {
      gradient[i] = survey.evaluation().gradient()[curved[i]];
      for (int j = 0; j < n; j++) {
        matrix[i + n * j] = hessian[curved[i]][curved[j]];
      }
    }
    double[] direction = Cholesky.solve(matrix, gradient.clone()).orElseThrow();
    double size = survey.evaluation().loss() + 1e-5 * nullLoss;
    return Vectors.dot(gradient, direction) / 2 / size;
  }

  /**
   * The run ends at the first point from where a twentieth of tol is expected, and no pass later.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-4, 1e-6, 1e-10})
  void itEndsBeforeAPassThatWouldGainNothing(double tol) {
    double[] start = new double[smooth.dimension()];
    double nullLoss = smooth.evaluate(start).loss();
    Outcome ended = run(50, tol);
    assertEquals("converged", ended.stop().status());
    String text = "the next step is expected to lower the loss by";
    assertTrue(ended.stop().text().startsWith(text), ended.stop().text());
    int steps = ended.last().step();
    for (int step = 0; step <= steps; step++) {
      double gain = expectedGain(step == 0 ? start : run(step, 0).theta(), nullLoss);
      assertEquals(step == steps, gain <= tol / 20, "step " + step + " expects " + gain);
    }
  }

  /** A pass with a Gramian for each evaluation, and products with the step sample's rows. */
  @Test
  void aStepCostsAPass() {
    Runs.Recorded run =
        Runs.run(NEWTON, smooth, new double[smooth.dimension()], Stops.after(50, 1e-8));
    double sample = 6.0 / 60;
    double passes = 0;
    for (StepRecord record : run.steps()) {
      double its = record.passes() - passes;
      assertEquals(1 + sample, its, 1e-12, "step " + record.step());
      passes = record.passes();
    }
  }

  /** The answer of {@code auto} for a smooth objective of few features. */
  @Test
  void autoSaysWhatItRuns() {
    OptimizerSettings auto = new OptimizerSettings.Auto(Optional.empty());
    Outcome outcome =
        Runs.run(auto, smooth, new double[smooth.dimension()], Stops.after(50, 1e-8)).outcome();
    assertEquals("auto (Newton)", outcome.optimizer().preset());
    assertEquals("auto: 5 features: Newton", outcome.optimizer().reason());
    assertEquals(
        outcome.last().gradNorm(),
        Vectors.norm(smooth.evaluate(outcome.theta()).gradient()),
        1e-15);
    assertTrue(Arrays.stream(outcome.theta()).allMatch(Double::isFinite));
  }
}
