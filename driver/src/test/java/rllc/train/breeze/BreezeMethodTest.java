package rllc.train.breeze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import rllc.loss.MarginLoss;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Objective;
import rllc.train.report.OptimizerInfo;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.run.RunControl;
import rllc.train.run.RunOrigin;
import rllc.train.run.Runner;
import rllc.train.testing.Runs;
import rllc.train.testing.Runs.Recorded;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class BreezeMethodTest {
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
    StopSettings stop = Stops.after(200, 1e-9);
    Recorded run = Runs.run(counting, lbfgs(counting, stop), RunOrigin.of(start), stop);
    List<StepRecord> records = run.steps().subList(0, run.steps().size() - 1);
    assertEquals("converged", run.status());
    assertEquals(evaluations.get(), run.last().passes());
    assertEquals(run.last().step(), records.size());
    assertTrue(run.last().gradNorm() < 1e-7);
    double[] first = records.get(0).law();
    assertEquals(0, first.length);
    for (int step = 1; step < records.size(); step++) {
      assertTrue(records.get(step).loss() <= records.get(step - 1).loss());
      assertTrue(records.get(step).passes() > records.get(step - 1).passes());
    }
  }

  @Test
  void stepNormIsTheDistance() {
    double[] after = run(Stops.after(1, 0)).outcome().theta();
    assertEquals(
        Vectors.distance(start, after), run(Stops.after(5, 0)).steps().get(0).stepNorm(), 1e-15);
  }

  @Test
  void limitsHold() {
    assertEquals("max-steps", run(Stops.after(3, 0)).status());
    OptionalDouble none = OptionalDouble.empty();
    Recorded run = run(new StopSettings(100, none, none, 0, OptionalDouble.of(0.6)));
    assertEquals("target-loss", run.status());
    assertTrue(run.last().loss() <= 0.6);
  }

  /** Breeze keeps its history to itself: the run begins anew at the point, and says so. */
  @Test
  void aRunThatIsContinuedBeginsAnew() {
    StopSettings stop = Stops.after(6, 0);
    Runner<LinearObjective> runner =
        new Runner<>(objective, lbfgs(objective, stop), stop, RunControl.nobody());
    byte[] state = Runs.stateAfter(3, runner, RunOrigin.of(start));
    double[] third = run(Stops.after(3, 0)).outcome().theta();
    StopSettings three = Stops.after(3, 0);
    Recorded anew = Runs.run(new OptimizerSettings.Lbfgs(), objective, third, three);
    Outcome end = runner.resume(state);
    assertArrayEquals(anew.outcome().theta(), end.theta(), 0);
    assertEquals(6, end.last().step());
    assertEquals("max-steps", end.stop().status());
    double before = run(three).last().passes();
    assertEquals(before + anew.last().passes(), end.last().passes(), "every pass is counted");
    assertEquals("as set; begun anew at step 3, as it cannot go on", end.optimizer().reason());
  }

  private Recorded run(StopSettings stop) {
    return Runs.run(objective, lbfgs(objective, stop), RunOrigin.of(start), stop);
  }

  private static BreezeMethod lbfgs(Objective on, StopSettings stop) {
    return new BreezeMethod(on, false, stop, OptimizerInfo.plain("lbfgs", "as set", 0, 23));
  }
}
