package rllc.train.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.kernel.KernelMode;
import rllc.settings.Score;
import rllc.settings.StopSettings;
import rllc.settings.ValidationSettings;
import rllc.settings.preset.Presets;
import rllc.shard.MarginLoss;
import rllc.train.Training;
import rllc.train.linear.LinearObjective;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

/** Early stopping around runs of every kind, with scores made up by the test. */
class ValidatedRunTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private final TinyData data = TinyData.of(4);
  private final LinearObjective objective =
      data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);
  private final double[] start = new double[objective.dimension()];
  private final List<StepRecord> seen = new ArrayList<>();
  private int scored;

  private Training training(String preset) {
    return Training.prepare(
        Presets.parse(
            preset, NONE, NONE, Optional.empty(), 1e-5, Optional.empty(), Optional.empty()),
        objective,
        start,
        1,
        KernelMode.JAVA);
  }

  private static StopSettings stop(int maxSteps, OptionalDouble maxSeconds, int patience) {
    return new StopSettings(
        maxSteps,
        NONE,
        maxSeconds,
        0,
        NONE,
        Optional.of(new ValidationSettings(0.2, patience, Optional.empty())));
  }

  private ValidatedRun run(
      String preset, StopSettings stop, RunControl control, ToDoubleFunction<double[]> scorer) {
    Training training = training(preset);
    return new ValidatedRun(
        inner -> training.start(start, stop, inner), Score.LOG_LOSS, scorer, stop, control);
  }

  /** The point scored as number {@code best} has score 0, those before and after it more. */
  private ToDoubleFunction<double[]> bestAt(int best) {
    return theta -> Math.abs(scored++ - best);
  }

  private List<TrainingState> plain(String preset) {
    List<TrainingState> states = new ArrayList<>();
    Iterator<TrainingState> run =
        training(preset).start(start, Stops.after(8, 0), RunControl.nobody());
    run.forEachRemaining(states::add);
    return states;
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "rllc-momentum(0.9)", "adam", "lbfgs", "owlqn"})
  void theBestPointIsTheResultWhateverTheMethod(String preset) {
    List<TrainingState> plain = plain(preset);
    ValidatedRun run = run(preset, stop(50, NONE, 2), RunControl.of(List.of(seen::add)), bestAt(2));
    TrainingState last = Trainer.fit(run);
    assertEquals("early-stopped", last.stop().orElseThrow().status());
    assertEquals("no better validation logLoss in 2 steps", last.stop().get().text());
    assertArrayEquals(plain.get(2).theta(), last.theta(), 0);
    assertEquals(plain.get(2).record().loss(), last.record().loss());
    assertEquals(plain.get(2).record().gradNorm(), last.record().gradNorm());
    assertEquals(0, last.record().validation());
    assertEquals(5, last.record().step(), "steps taken until the run was told to end");
    assertEquals(plain.get(5).record().passes(), last.record().passes(), "every pass is counted");
    assertEquals(List.of(2.0, 1.0, 0.0, 1.0, 2.0), seen.stream().map(s -> s.validation()).toList());
    assertEquals(new ValidatedRun.Summary(0, 2, 6, run.summary().seconds()), run.summary());
  }

  @Test
  void aRunThatEndsByItselfKeepsItsBestPointToo() {
    TrainingState last =
        Trainer.fit(run("lbfgs", stop(6, NONE, 5), RunControl.nobody(), bestAt(3)));
    assertEquals("max-steps", last.stop().orElseThrow().status());
    assertArrayEquals(plain("lbfgs").get(3).theta(), last.theta(), 0);
  }

  @Test
  void theLastPointMayBeTheBest() {
    TrainingState last = Trainer.fit(run("auto", stop(3, NONE, 5), RunControl.nobody(), bestAt(3)));
    assertArrayEquals(plain("auto").get(3).theta(), last.theta(), 0);
  }

  @Test
  void aRunWithoutAnyGainSaysSo() {
    TrainingState last =
        Trainer.fit(run("lbfgs", stop(9, NONE, 2), RunControl.nobody(), bestAt(0)));
    assertEquals(
        "no step has made the validation logLoss better than at the start, 2 steps tried",
        last.stop().orElseThrow().text());
    assertArrayEquals(start, last.theta(), 0);
  }

  @Test
  void withoutANumberTheLastPointIsTheResult() {
    ValidatedRun run = run("lbfgs", stop(4, NONE, 9), RunControl.nobody(), theta -> Double.NaN);
    TrainingState last = Trainer.fit(run);
    assertArrayEquals(plain("lbfgs").get(4).theta(), last.theta(), 0);
    assertEquals(-1, run.summary().step());
  }

  /** A clock that moves by a second when it is asked: scores take time, and count apart. */
  @Test
  void secondsOfScoresCountForTheLimitAndForNoStep() {
    long[] clock = {0};
    RunControl control = new RunControl(List.of(seen::add), () -> false, () -> clock[0]);
    ToDoubleFunction<double[]> slow =
        theta -> {
          clock[0] += 1_000_000_000L;
          return -scored++;
        };
    ValidatedRun run = run("auto", stop(50, OptionalDouble.of(2.5), 5), control, slow);
    TrainingState last = Trainer.fit(run);
    assertEquals("max-seconds", last.stop().orElseThrow().status());
    assertEquals(List.of(0.0, 1.0, 2.0), seen.stream().map(StepRecord::elapsed).toList());
    assertEquals(4, run.summary().seconds());
    for (StepRecord step : seen) {
      assertTrue(step.seconds().driver() < 0.5, "driver: " + step.seconds());
    }
  }

  @Test
  void aUserWhoInterruptsEndsTheRun() {
    RunControl control =
        new RunControl(List.of(seen::add), () -> seen.size() > 1, System::nanoTime);
    TrainingState last =
        Trainer.fit(run("rllc-momentum(0.9)", stop(9, NONE, 5), control, bestAt(9)));
    assertEquals("interrupted", last.stop().orElseThrow().status());
  }
}
