package rllc.train.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Score;
import rllc.loss.MarginLoss;
import rllc.settings.StopSettings;
import rllc.settings.ValidationSettings;
import rllc.train.linear.LinearObjective;
import rllc.train.objective.Objective;
import rllc.train.report.Outcome;
import rllc.train.report.SavedState;
import rllc.train.report.StepRecord;
import rllc.train.report.StopReason;
import rllc.train.report.TrainingListener;
import rllc.train.testing.Runs;
import rllc.train.testing.TinyData;

/** What listeners are told, in which order, and that none can harm a run or another one. */
class ListenersTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private final TinyData data = TinyData.of(4);
  private final LinearObjective objective =
      data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.01, true);
  private final double[] start = new double[objective.dimension()];
  private final List<String> warnings = new ArrayList<>();

  /** Writes down what it is told, and throws at the events of {@code bad}'s name. */
  private static final class Diary implements TrainingListener {
    private final List<String> lines = new ArrayList<>();
    private final String bad;

    Diary(String bad) {
      this.bad = bad;
    }

    private void note(String event, String rest) {
      lines.add(event + rest);
      if (event.equals(bad)) {
        throw new IllegalStateException("no " + event);
      }
    }

    @Override
    public void started() {
      note("started", "");
    }

    @Override
    public void phase(String name) {
      note("phase", " " + name);
    }

    @Override
    public void step(StepRecord step) {
      note("step", " " + step.step());
    }

    @Override
    public void scored(int step, double score) {
      note("scored", " " + step + " " + score);
    }

    @Override
    public void state(SavedState state) {
      note("state", " " + state.steps());
    }

    @Override
    public void ended(StopReason reason) {
      note("ended", " " + reason.status());
    }
  }

  private static final class Idle implements Phase<Objective> {
    @Override
    public String name() {
      return "idle";
    }

    @Override
    public Moved run(double[] theta, Passes<? extends Objective> passes) {
      return new Moved(theta, "");
    }
  }

  private Runner<LinearObjective> runner(TrainingListener... listeners) {
    ValidationSettings validation =
        new ValidationSettings(OptionalDouble.of(0.2), 5, Optional.empty());
    StopSettings stop = new StopSettings(2, NONE, NONE, 0, NONE, Optional.of(validation));
    return new Runner<>(
        objective,
        List.of(new Idle()),
        Runs.method(Runs.preset("rllc-momentum(0.9)"), objective, stop, 1),
        stop,
        Optional.of(new PointScorer(Score.LOG_LOSS, theta -> 0.5)),
        new RunControl(List.of(listeners), () -> false, System::nanoTime, warnings::add));
  }

  private Outcome run(TrainingListener... listeners) {
    return runner(listeners).run(RunOrigin.of(start));
  }

  @Test
  void eventsComeInTheirOrder() {
    Diary diary = new Diary("");
    run(diary);
    assertEquals(
        List.of(
            "started",
            "phase idle",
            "phase steps",
            "state 0",
            "scored 0 0.5",
            "step 0",
            "state 1",
            "scored 1 0.5",
            "step 1",
            "state 2",
            "scored 2 0.5",
            "ended max-steps"),
        diary.lines);
    assertEquals(List.of(), warnings);
  }

  @Test
  void aRunThatGoesOnTellsOnlyWhatIsNew() {
    Diary diary = new Diary("");
    byte[] first = Runs.stateAfter(1, runner(), RunOrigin.of(start));
    runner(diary).resume(first);
    assertEquals(
        List.of(
            "started",
            "phase steps",
            "scored 1 0.5",
            "step 1",
            "state 2",
            "scored 2 0.5",
            "ended max-steps"),
        diary.lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"started", "phase", "step", "scored", "state", "ended"})
  void oneThatThrowsIsReportedOnceAndHarmsNobody(String event) {
    Diary alone = new Diary("");
    Outcome calm = run(alone);
    Diary bad = new Diary(event);
    Diary next = new Diary("");
    Outcome end = run(bad, next);
    assertArrayEquals(calm.theta(), end.theta(), 0);
    assertEquals(calm.stop(), end.stop());
    assertEquals(calm.last().loss(), end.last().loss());
    assertEquals(alone.lines, next.lines, "the others are told all");
    assertEquals(
        List.of(
            Diary.class.getName()
                + " failed and is told nothing more: java.lang.IllegalStateException: no "
                + event),
        warnings);
    int told = bad.lines.size();
    assertTrue(bad.lines.get(told - 1).startsWith(event), "nothing after its failure");
    assertEquals(next.lines.subList(0, told), bad.lines);
  }

  @Test
  void aStateMayBeAskedForAfterTheRun() {
    List<SavedState> states = new ArrayList<>();
    TrainingListener keeping =
        new TrainingListener() {
          @Override
          public void state(SavedState state) {
            states.add(state);
          }
        };
    Outcome end = run(keeping);
    assertEquals(3, states.size(), "one before the first step");
    Outcome again = runner().resume(states.get(1).bytes().get());
    assertArrayEquals(end.theta(), again.theta(), 0);
  }
}
