package rllc.train.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Score;
import rllc.loss.MarginLoss;
import rllc.settings.StopSettings;
import rllc.settings.ValidationSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.report.TrainingListener;
import rllc.train.report.ValidationSummary;
import rllc.train.testing.Runs;
import rllc.train.testing.Runs.Recorded;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

/** Early stopping of runs of every kind, with scores made up by the test. */
class ValidationTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private final TinyData data = TinyData.of(4);
  private final LinearObjective objective =
      data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);
  private final double[] start = new double[objective.dimension()];
  private final List<StepRecord> seen = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void step(StepRecord step) {
          seen.add(step);
        }

        @Override
        public void scored(int step, double score) {
          assertEquals(scores.size(), step);
          scores.add(score);
        }
      };

  private static StopSettings stop(int maxSteps, OptionalDouble maxSeconds, int patience) {
    return new StopSettings(
        maxSteps,
        NONE,
        maxSeconds,
        0,
        NONE,
        Optional.of(new ValidationSettings(OptionalDouble.of(0.2), patience, Optional.empty())));
  }

  private Outcome run(
      String preset, StopSettings stop, RunControl control, ToDoubleFunction<double[]> scorer) {
    return new Runner<>(
            objective,
            List.of(),
            Runs.method(Runs.preset(preset), objective, stop, 1),
            stop,
            Optional.of(new PointScorer(Score.LOG_LOSS, scorer)),
            control)
        .run(RunOrigin.of(start));
  }

  /** The point scored as number {@code best} has score 0, those before and after it more. */
  private ToDoubleFunction<double[]> bestAt(int best) {
    int[] scored = {0};
    return theta -> Math.abs(scored[0]++ - best);
  }

  /** The run without validation. */
  private Recorded plain(String preset, int steps) {
    return Runs.run(Runs.preset(preset), objective, start, Stops.after(steps, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "rllc-momentum(0.9)", "adam", "lbfgs", "owlqn"})
  void theBestPointIsTheResultWhateverTheMethod(String preset) {
    Outcome last = run(preset, stop(50, NONE, 2), RunControl.of(listener), bestAt(2));
    assertEquals("early-stopped", last.stop().status());
    assertEquals("no better validation logLoss in 2 steps", last.stop().text());
    StepRecord best = plain(preset, 2).last();
    assertArrayEquals(plain(preset, 2).outcome().theta(), last.theta(), 0);
    assertEquals(best.loss(), last.last().loss());
    assertEquals(best.gradNorm(), last.last().gradNorm());
    assertEquals(0, last.last().validation());
    assertEquals(4, last.last().step(), "steps taken until patience was exhausted");
    assertEquals(plain(preset, 4).last().passes(), last.last().passes(), "every pass is counted");
    assertEquals(List.of(2.0, 1.0, 0.0, 1.0, 2.0), scores);
    assertEquals(List.of(2.0, 1.0, 0.0, 1.0), seen.stream().map(s -> s.validation()).toList());
    double seconds = last.validation().orElseThrow().seconds();
    assertEquals(new ValidationSummary(0, 2, 5, seconds), last.validation().orElseThrow());
  }

  @Test
  void aRunThatEndsByItselfKeepsItsBestPointToo() {
    Outcome last = run("lbfgs", stop(6, NONE, 5), RunControl.nobody(), bestAt(3));
    assertEquals("max-steps", last.stop().status());
    assertArrayEquals(plain("lbfgs", 3).outcome().theta(), last.theta(), 0);
  }

  @Test
  void theLastPointMayBeTheBest() {
    Outcome last = run("auto", stop(3, NONE, 5), RunControl.nobody(), bestAt(3));
    assertArrayEquals(plain("auto", 3).outcome().theta(), last.theta(), 0);
  }

  @Test
  void aRunWithoutAnyGainSaysSo() {
    Outcome last = run("lbfgs", stop(9, NONE, 2), RunControl.nobody(), bestAt(0));
    assertEquals(
        "no step has made the validation logLoss better than at the start, 2 steps tried",
        last.stop().text());
    assertArrayEquals(start, last.theta(), 0);
  }

  @Test
  void withoutANumberTheLastPointIsTheResult() {
    Outcome last = run("lbfgs", stop(4, NONE, 9), RunControl.nobody(), theta -> Double.NaN);
    assertArrayEquals(plain("lbfgs", 4).outcome().theta(), last.theta(), 0);
    assertEquals(-1, last.validation().orElseThrow().step());
  }

  /** A clock that moves by a second when points are scored: that counts, but for no step. */
  private Outcome slowlyScored(String preset) {
    long[] clock = {0};
    RunControl control = new RunControl(List.of(listener), () -> false, () -> clock[0]);
    ToDoubleFunction<double[]> slow =
        theta -> {
          clock[0] += 1_000_000_000L;
          return -scores.size();
        };
    Outcome last = run(preset, stop(50, OptionalDouble.of(2.5), 5), control, slow);
    assertEquals("max-seconds", last.stop().status());
    for (StepRecord step : seen) {
      assertTrue(step.seconds().driver() < 0.5, "driver: " + step.seconds());
    }
    return last;
  }

  @Test
  void secondsOfScoresCountForTheLimitAndForNoStep() {
    Outcome last = slowlyScored("adam");
    assertEquals(List.of(0.0, 1.0, 2.0), seen.stream().map(StepRecord::elapsed).toList());
    assertEquals(4, last.validation().orElseThrow().seconds());
  }

  /** Newton's line search looks at the limit once more, after the third score. */
  @Test
  void aStepThatIsBrokenOffScoresNoPointTwice() {
    Outcome last = slowlyScored("auto");
    assertEquals(List.of(0.0, 1.0), seen.stream().map(StepRecord::elapsed).toList());
    double seconds = last.validation().orElseThrow().seconds();
    assertEquals(new ValidationSummary(-2, 2, 3, seconds), last.validation().orElseThrow());
    assertEquals(3, seconds);
  }

  @Test
  void aUserWhoInterruptsEndsTheRun() {
    RunControl control = new RunControl(List.of(listener), () -> seen.size() > 1, System::nanoTime);
    Outcome last = run("rllc-momentum(0.9)", stop(9, NONE, 5), control, bestAt(9));
    assertEquals("interrupted", last.stop().status());
  }

  @Test
  void aScorerAndItsSettingsGoTogether() {
    StopSettings stop = stop(9, NONE, 5);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Runner<>(
                objective,
                Runs.method(Runs.preset("sgd"), objective, stop, 1),
                stop,
                RunControl.nobody()));
  }
}
