package rllc.train.breeze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.shard.MarginLoss;
import rllc.train.Training;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.run.Trainer;
import rllc.train.run.TrainingState;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class BreezeLbfgsTest {
  private final TinyData data = TinyData.of(9);
  private final LinearObjective objective =
      data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);
  private final double[] start = new double[objective.dimension()];

  @Test
  void passesCountEveryEvaluation() {
    AtomicInteger evaluations = new AtomicInteger();
    Objective counting =
        new Objective() {
          @Override
          public int dimension() {
            return objective.dimension();
          }

          @Override
          public Evaluation evaluate(double[] theta) {
            evaluations.incrementAndGet();
            return objective.evaluate(theta);
          }
        };
    List<StepRecord> records = new ArrayList<>();
    TrainingState last =
        Trainer.fit(
            new BreezeLbfgs(
                counting,
                start,
                false,
                Stops.after(200, 1e-9),
                RunControl.of(List.of(records::add))));
    assertEquals("converged", last.stop().orElseThrow().status());
    assertEquals(evaluations.get(), last.progress().passes());
    assertEquals(last.record().step(), records.size());
    assertTrue(last.record().gradNorm() < 1e-7);
    double[] first = records.get(0).law();
    assertEquals(0, first.length);
    for (int step = 1; step < records.size(); step++) {
      assertTrue(records.get(step).loss() <= records.get(step - 1).loss());
      assertTrue(records.get(step).passes() > records.get(step - 1).passes());
    }
  }

  @Test
  void stepNormIsTheDistance() {
    List<StepRecord> records = new ArrayList<>();
    BreezeLbfgs run =
        new BreezeLbfgs(
            objective, start, false, Stops.after(5, 0), RunControl.of(List.of(records::add)));
    double[] before = run.next().theta();
    double[] after = run.next().theta().clone();
    Vectors.addScaledInto(-1, before, after);
    assertEquals(Vectors.norm(after), records.get(0).stepNorm(), 1e-15);
  }

  @Test
  void limitsHold() {
    assertEquals("max-steps", fit(Stops.after(3, 0)).stop().orElseThrow().status());
    OptionalDouble none = OptionalDouble.empty();
    TrainingState last = fit(new StopSettings(100, none, none, 0, OptionalDouble.of(0.6)));
    assertEquals("target-loss", last.stop().orElseThrow().status());
    assertTrue(last.record().loss() <= 0.6);
  }

  @Test
  void cannotBeResumed() {
    Training training =
        Training.prepare(new OptimizerSettings.Lbfgs(), objective, start, 1, KernelMode.JAVA);
    TrainingState last = fit(Stops.after(3, 0));
    assertThrows(
        IllegalStateException.class,
        () -> training.resume(last, Stops.after(3, 0), RunControl.nobody()));
  }

  private TrainingState fit(StopSettings stop) {
    return Trainer.fit(new BreezeLbfgs(objective, start, false, stop, RunControl.nobody()));
  }
}
