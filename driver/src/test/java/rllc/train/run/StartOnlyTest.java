package rllc.train.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import rllc.settings.StopSettings;
import rllc.train.Training;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.objective.StepSeconds;

/** The run whose start is its model: one evaluation, and why it ends there. */
class StartOnlyTest {
  private static final StopSettings HALF =
      StopSettings.DEFAULT.withMaxPasses(OptionalDouble.of(0.5));

  private static Iterator<TrainingState> run(ToDoubleFunction<double[]> loss, StopSettings stop) {
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
    return Training.startOnly(objective).start(new double[] {2}, stop, RunControl.nobody());
  }

  @Test
  void theStartIsTheOnlyState() {
    Iterator<TrainingState> run = run(theta -> 5 * theta[0], HALF);
    TrainingState only = run.next();
    assertEquals(2, only.theta()[0]);
    assertEquals(10, only.record().loss());
    assertEquals(3, only.record().gradNorm());
    assertEquals(1, only.record().passes());
    assertEquals(0, only.record().step());
    assertEquals(new StopReason.MaxPasses(0, 0.5), only.stop().orElseThrow());
    assertFalse(run.hasNext());
    assertThrows(NoSuchElementException.class, run::next);
  }

  @Test
  void otherReasonsComeFirst() {
    StopSettings target = new StopSettings(9, HALF.maxPasses(), empty(), 0, OptionalDouble.of(11));
    assertEquals("target-loss", status(run(theta -> 10, target)));
    assertEquals("max-passes", status(run(theta -> 12, target)));
    assertEquals("diverged", status(run(theta -> Double.NaN, target)));
  }

  private static OptionalDouble empty() {
    return OptionalDouble.empty();
  }

  private static String status(Iterator<TrainingState> run) {
    return run.next().stop().orElseThrow().status();
  }
}
