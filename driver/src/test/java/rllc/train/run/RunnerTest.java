package rllc.train.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.settings.preset.Presets;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.report.TrainingListener;
import rllc.train.testing.CountedPasses;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Runs.Recorded;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class RunnerTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private final TinyData data = TinyData.of(4);
  private final LinearObjective objective =
      data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);
  private final double[] start = new double[objective.dimension()];

  private static OptimizerSettings settings(String preset, double c1) {
    OptionalDouble given = OptionalDouble.of(c1);
    return Presets.parse(
        preset, given, NONE, Optional.empty(), 1e-5, Optional.empty(), Optional.empty());
  }

  private Recorded run(OptimizerSettings settings, StopSettings stop) {
    return Runs.run(settings, objective, start, stop);
  }

  private Runner<LinearObjective> runner(
      OptimizerSettings settings, StopSettings stop, RunControl control) {
    return new Runner<>(objective, Runs.method(settings, objective, stop, 1), stop, control);
  }

  private byte[] saved(OptimizerSettings settings, StopSettings stop, int steps) {
    return Runs.stateAfter(steps, runner(settings, stop, RunControl.nobody()), RunOrigin.of(start));
  }

  private Outcome resumed(OptimizerSettings settings, StopSettings stop, byte[] state) {
    return runner(settings, stop, RunControl.nobody()).resume(state);
  }

  @Test
  void tenStepsAreFiveAndFive() {
    for (String preset : List.of("rllc-sgd-momentum(0.9)", "adam", "rllc-jordan(0.6,3)")) {
      OptimizerSettings settings = Runs.preset(preset);
      double[] ten = run(settings, Stops.after(10, 0)).outcome().theta();
      byte[] fifth = saved(settings, Stops.after(10, 0), 5);
      Outcome last = resumed(settings, Stops.after(10, 0), fifth);
      assertArrayEquals(ten, last.theta(), 0, preset);
      assertEquals(10, last.last().step());
      assertEquals(last.optimizer().passes() + 11, last.last().passes());
    }
  }

  @Test
  void aFinishedRunGoesOnWithMoreSteps() {
    OptimizerSettings settings = Runs.preset("rllc-momentum(0.9)");
    double[] ten = run(settings, Stops.after(10, 0)).outcome().theta();
    byte[] five = saved(settings, Stops.after(5, 0), 5);
    assertArrayEquals(ten, resumed(settings, Stops.after(10, 0), five).theta(), 0);
  }

  @Test
  void observersSeeEachStepAndChangeNothing() {
    OptimizerSettings settings = Runs.preset("rllc-sgd-momentum(0.9)");
    List<StepRecord> seen = new ArrayList<>();
    RunControl control =
        RunControl.of(
            TrainingListener.ofSteps(
                record -> {
                  record.law()[0] = Double.NaN; // a rude observer
                  seen.add(record);
                }));
    Outcome watched = runner(settings, Stops.after(8, 0), control).run(RunOrigin.of(start));
    assertArrayEquals(run(settings, Stops.after(8, 0)).outcome().theta(), watched.theta(), 0);
    assertEquals(8, seen.size());
    assertEquals(0, seen.get(0).step());
    assertEquals(60, seen.get(0).batchRows());
    assertTrue(seen.get(7).loss() < seen.get(0).loss());
    assertTrue(watched.last().loss() < seen.get(0).loss());
    assertTrue(seen.get(3).stepNorm() > 0);
    assertEquals(0, watched.last().stepNorm());
  }

  @Test
  void everyReasonToStop() {
    OptimizerSettings settings = Runs.preset("rllc-momentum(0.5)");
    double cost = run(settings, Stops.after(1, 0)).outcome().optimizer().passes();
    assertEquals("max-steps", run(settings, Stops.after(3, 0)).status());
    assertEquals("converged", run(settings, Stops.after(5000, 1e-3)).status());
    StopSettings target = new StopSettings(100, NONE, NONE, 0, OptionalDouble.of(0.55));
    Recorded hit = run(settings, target);
    assertEquals("target-loss", hit.status());
    assertTrue(hit.last().loss() <= 0.55);
    Recorded passes =
        run(settings, new StopSettings(100, OptionalDouble.of(cost + 4.5), NONE, 0, NONE));
    assertEquals("max-passes", passes.status());
    assertEquals(cost + 4, passes.last().passes());
    assertEquals(3, passes.last().step());
  }

  /** Each look at the rows takes three seconds. */
  @Test
  void theClockStopsARun() {
    CountedPasses slow = new CountedPasses(new LocalGradients(data.blocks(), new JavaKernels()));
    Coordinates coordinates = data.coordinates(true, true);
    Penalty penalty = Penalty.l2(0.01, coordinates, data.deviations(), true);
    LinearObjective its = new LinearObjective(slow, MarginLoss.LOGISTIC, coordinates, penalty);
    AtomicLong nanos = new AtomicLong();
    RunControl control =
        new RunControl(
            List.of(), () -> false, () -> nanos.addAndGet(3_000_000_000L * slow.takeCount()));
    StopSettings stop = new StopSettings(100, NONE, OptionalDouble.of(10), 0, NONE);
    Outcome last =
        new Runner<>(its, Runs.method(settings("sgd", 0.1), its, stop, 1), stop, control)
            .run(RunOrigin.of(start));
    assertEquals("max-seconds", last.stop().status());
    assertEquals(3, last.last().step());
    assertEquals(12, last.last().elapsed(), 1e-9);
  }

  @Test
  void anInterruptedRunKeepsItsPoint() {
    AtomicLong asked = new AtomicLong();
    RunControl control =
        new RunControl(List.of(), () -> asked.incrementAndGet() > 4, System::nanoTime);
    OptimizerSettings settings = settings("sgd", 0.1);
    Outcome last = runner(settings, Stops.after(50, 0), control).run(RunOrigin.of(start));
    assertEquals(new StopReason.Interrupted(), last.stop());
    assertArrayEquals(run(settings, Stops.after(4, 0)).outcome().theta(), last.theta(), 0);
  }

  @Test
  void divergenceIsNoticed() {
    LinearObjective squared =
        data.objective(MarginLoss.SQUARED, data.coordinates(true, true), 0.01, true);
    Recorded last = Runs.run(settings("momentum(0.9)", 50), squared, start, Stops.after(1000, 0));
    assertEquals("diverged", last.status());
    assertTrue(last.last().step() < 50);
  }

  @Test
  void aStartAtTheOptimumConvergesAtOnce() {
    OptimizerSettings settings = Runs.preset("nesterov(0.9)");
    Recorded optimum = run(settings, Stops.after(20_000, 0));
    assertEquals("converged", optimum.status());
    double[] there = optimum.outcome().theta();
    for (RunOrigin origin : List.of(RunOrigin.of(there), new RunOrigin(there, start, Double.NaN))) {
      Outcome again = runner(settings, StopSettings.DEFAULT, RunControl.nobody()).run(origin);
      assertEquals("converged", again.stop().status());
      assertEquals(0, again.last().step());
    }
  }

  /** A good start ends at the gradient norm that the null model sets, and that costs one pass. */
  @Test
  void theNullModelIsWhatARunIsMeasuredAgainst() {
    OptimizerSettings settings = settings("sgd", 0.1);
    Recorded cold = run(settings, Stops.after(5000, 1e-2));
    double[] good = run(settings, Stops.after(20, 0)).outcome().theta();
    RunOrigin origin = new RunOrigin(good, start, Double.NaN);
    Outcome warm = runner(settings, Stops.after(5000, 1e-2), RunControl.nobody()).run(origin);
    assertArrayEquals(cold.outcome().theta(), warm.theta(), 0);
    assertEquals(cold.last().step() - 20, warm.last().step());
    assertEquals(warm.last().step() + 2, warm.last().passes());
    assertEquals(1, warm.optimizer().passes());
    assertEquals(cold.outcome().stop(), warm.stop());
    assertTrue(Arrays.stream(good).anyMatch(x -> x != 0));
  }
}
