package rllc.train.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import rllc.settings.StopSettings;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.objective.StepSeconds;
import rllc.train.report.StopReason;
import rllc.train.run.RunOrigin;
import rllc.train.testing.Runs;
import rllc.train.testing.Runs.Recorded;

/** The run whose start is its model: one evaluation, and why it ends there. */
class RowsAloneTest {
  private static final StopSettings HALF =
      StopSettings.DEFAULT.withMaxPasses(OptionalDouble.of(0.5));

  private static Recorded run(ToDoubleFunction<double[]> loss, StopSettings stop) {
    Objective objective =
        new Objective() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public Evaluation evaluate(double[] theta) {
            double[] gradient = {3};
            return new Evaluation(
                loss.applyAsDouble(theta), gradient, 1, 10, new StepSeconds(0, 0, 0, 0));
          }
        };
    return Runs.run(objective, new RowsAlone(), RunOrigin.of(new double[] {2}), stop);
  }

  @Test
  void theStartIsTheOnlyState() {
    Recorded run = run(theta -> 5 * theta[0], HALF);
    assertEquals(1, run.steps().size(), "no step, one evaluation");
    assertEquals(2, run.outcome().theta()[0]);
    assertEquals(10, run.last().loss());
    assertEquals(3, run.last().gradNorm());
    assertEquals(1, run.last().passes());
    assertEquals(0, run.last().step());
    assertEquals(new StopReason.MaxPasses(1, 0.5), run.outcome().stop());
  }

  @Test
  void otherReasonsComeFirst() {
    StopSettings target = new StopSettings(9, HALF.maxPasses(), empty(), 0, OptionalDouble.of(11));
    assertEquals("target-loss", run(theta -> 10, target).status());
    assertEquals("max-passes", run(theta -> 12, target).status());
    assertEquals("diverged", run(theta -> Double.NaN, target).status());
  }

  private static OptionalDouble empty() {
    return OptionalDouble.empty();
  }
}
