package rllc.train.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelMode;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.settings.preset.Presets;
import rllc.shard.MarginLoss;
import rllc.train.Training;
import rllc.train.linear.LinearObjective;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class TrainerTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private final TinyData data = TinyData.of(4);
  private final LinearObjective objective =
      data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);
  private final double[] start = new double[objective.dimension()];

  private Training prepare(String preset, OptionalDouble c1) {
    OptimizerSettings settings =
        Presets.parse(preset, c1, NONE, Optional.empty(), 1e-5, Optional.empty(), Optional.empty());
    return Training.prepare(settings, objective, start, 1, KernelMode.JAVA);
  }

  private TrainingState fit(Training training, StopSettings stop) {
    return Trainer.fit(training.start(start, stop, RunControl.nobody()));
  }

  @Test
  void tenStepsAreFiveAndFive() {
    for (String preset : List.of("rllc-sgd-momentum(0.9)", "adam", "rllc-jordan(0.6,3)")) {
      Training training = prepare(preset, NONE);
      double[] ten = fit(training, Stops.after(10, 0)).theta();
      Iterator<TrainingState> run = training.start(start, Stops.after(10, 0), RunControl.nobody());
      TrainingState fourth = null;
      for (int step = 0; step < 5; step++) {
        fourth = run.next();
      }
      TrainingState last =
          Trainer.fit(training.resume(fourth, Stops.after(10, 0), RunControl.nobody()));
      assertArrayEquals(ten, last.theta(), 0, preset);
      assertEquals(10, last.record().step());
      assertEquals(training.info().passes() + 11, last.progress().passes());
    }
  }

  @Test
  void aFinishedRunGoesOnWithMoreSteps() {
    Training training = prepare("rllc-momentum(0.9)", NONE);
    double[] ten = fit(training, Stops.after(10, 0)).theta();
    TrainingState five = fit(training, Stops.after(5, 0));
    TrainingState last =
        Trainer.fit(training.resume(five, Stops.after(10, 0), RunControl.nobody()));
    assertArrayEquals(ten, last.theta(), 0);
  }

  @Test
  void observersSeeEachStepAndChangeNothing() {
    Training training = prepare("rllc-sgd-momentum(0.9)", NONE);
    List<StepRecord> seen = new ArrayList<>();
    RunControl control =
        RunControl.of(
            List.of(
                record -> {
                  record.law()[0] = Double.NaN; // a rude observer
                  seen.add(record);
                }));
    TrainingState watched = Trainer.fit(training.start(start, Stops.after(8, 0), control));
    assertArrayEquals(fit(training, Stops.after(8, 0)).theta(), watched.theta(), 0);
    assertEquals(8, seen.size());
    assertEquals(0, seen.get(0).step());
    assertEquals(60, seen.get(0).batchRows());
    assertTrue(seen.get(7).loss() < seen.get(0).loss());
    assertTrue(watched.record().loss() < seen.get(0).loss());
    assertTrue(seen.get(3).stepNorm() > 0);
    assertEquals(0, watched.record().stepNorm());
  }

  @Test
  void everyReasonToStop() {
    Training training = prepare("rllc-momentum(0.5)", NONE);
    double cost = training.info().passes();
    assertEquals("max-steps", status(fit(training, Stops.after(3, 0))));
    assertEquals("converged", status(fit(training, Stops.after(5000, 1e-3))));
    StopSettings target = new StopSettings(100, NONE, NONE, 0, OptionalDouble.of(0.55));
    TrainingState hit = fit(training, target);
    assertEquals("target-loss", status(hit));
    assertTrue(hit.record().loss() <= 0.55);
    TrainingState passes =
        fit(training, new StopSettings(100, OptionalDouble.of(cost + 4.5), NONE, 0, NONE));
    assertEquals("max-passes", status(passes));
    assertEquals(cost + 4, passes.progress().passes());
    assertEquals(3, passes.record().step());
  }

  @Test
  void theClockStopsARun() {
    AtomicLong nanos = new AtomicLong();
    RunControl control =
        new RunControl(List.of(), () -> false, () -> nanos.addAndGet(1_000_000_000));
    StopSettings stop = new StopSettings(100, NONE, OptionalDouble.of(10), 0, NONE);
    TrainingState last =
        Trainer.fit(prepare("sgd", OptionalDouble.of(0.1)).start(start, stop, control));
    assertEquals("max-seconds", status(last));
    assertEquals(3, last.record().step()); // three ticks a step
  }

  @Test
  void anInterruptedRunKeepsItsPoint() {
    AtomicLong asked = new AtomicLong();
    RunControl control =
        new RunControl(List.of(), () -> asked.incrementAndGet() > 4, System::nanoTime);
    Training training = prepare("sgd", OptionalDouble.of(0.1));
    TrainingState last = Trainer.fit(training.start(start, Stops.after(50, 0), control));
    assertEquals(new StopReason.Interrupted(), last.stop().orElseThrow());
    assertArrayEquals(fit(training, Stops.after(4, 0)).theta(), last.theta(), 0);
  }

  @Test
  void divergenceIsNoticed() {
    LinearObjective squared =
        data.objective(MarginLoss.SQUARED, data.coordinates(true, true), 0.01, true);
    OptimizerSettings settings =
        Presets.parse(
            "momentum(0.9)",
            OptionalDouble.of(50),
            NONE,
            Optional.empty(),
            1e-5,
            Optional.empty(),
            Optional.empty());
    Training training = Training.prepare(settings, squared, start, 1, KernelMode.JAVA);
    TrainingState last =
        Trainer.fit(training.start(start, Stops.after(1000, 0), RunControl.nobody()));
    assertEquals("diverged", status(last));
    assertTrue(last.record().step() < 50);
  }

  @Test
  void aStartAtTheOptimumConvergesAtOnce() {
    Training training = prepare("nesterov(0.9)", NONE);
    TrainingState optimum = fit(training, Stops.after(20_000, 0));
    assertEquals("converged", status(optimum));
    TrainingState again =
        Trainer.fit(training.start(optimum.theta(), StopSettings.DEFAULT, RunControl.nobody()));
    assertEquals("converged", status(again));
    assertEquals(0, again.record().step());
  }

  @Test
  void anEndedRunHasNoNext() {
    Iterator<TrainingState> run =
        prepare("sgd", NONE).start(start, Stops.after(1, 0), RunControl.nobody());
    Trainer.fit(run);
    assertFalse(run.hasNext());
    assertThrows(NoSuchElementException.class, run::next);
  }

  private static String status(TrainingState state) {
    return state.stop().orElseThrow().status();
  }
}
