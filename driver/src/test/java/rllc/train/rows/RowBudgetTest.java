package rllc.train.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.train.AutoPreset;
import rllc.train.objective.StepSeconds;
import rllc.train.run.OptimizerInfo;
import rllc.train.run.StepRecord;
import rllc.train.run.StopReason;
import rllc.train.testing.Stops;

/** How many rows and learners a warm pass has, and how its cost is counted. */
class WarmCountsTest {
  private static final double WHOLE = 1.5;

  @Test
  void noWarmPassWhereItCannotKnowTheFeatures() {
    assertTrue(warm(200, 100, 0.4));
    assertTrue(!warm(201, 100, 0.4));
    assertTrue(!warm(200, 100, 0.41));
  }

  private static boolean warm(int features, int rows, double unseen) {
    AutoPreset.DataProfile problem =
        new AutoPreset.DataProfile(true, false, false, false, 2, features, 1e9, 0, rows, unseen);
    return AutoPreset.warm(
        new OptimizerSettings.Auto(Optional.empty()), problem, OptionalDouble.empty());
  }

  @Test
  void drawsAreBounded() {
    assertEquals(1000, RowBudget.warm(1000, 100_000, 1));
    assertEquals(1000, RowBudget.warm(1_000_000, 1_000_000_000L, 1));
    assertEquals(20_000, RowBudget.warm(1_000_000, 10_000_000L, 1));
    assertEquals(400, RowBudget.warm(1_000_000, 1_000_000_000L, 20));
    assertEquals(0, RowBudget.warm(10, 1_000_000_000L, 1));
  }

  @Test
  void rowsAloneFollowFromCounts() {
    assertEquals(428, RowBudget.alone(0.5, 1000, 9000, 1, 10));
    assertEquals(1000, RowBudget.alone(1.9, 1000, 9000, 1, 10));
    assertEquals(0, RowBudget.alone(0.02, 900, 9000, 1, 10), "too few to learn of");
    int most = 18_000_000 / 5;
    assertEquals(most, RowBudget.alone(WHOLE, most, most, 1, 10));
    assertEquals(0, RowBudget.alone(WHOLE, 2L * most, 2L * most, 1, 10), "batches");
    assertEquals(most, RowBudget.alone(WHOLE, 2L * most, 2L * most, 1, 1 << 20), "wide");
    assertEquals(0, RowBudget.alone(WHOLE, 1_000_000, 2_000_000, 100, 200), "many classes");
    assertEquals(most, RowBudget.alone(WHOLE, 1L << 40, 1L << 40, 1, 1 << 20), "many rows");
  }

  @Test
  void aRunFromAWarmStartCountsItsPasses() {
    WarmStart warm = new WarmStart(new double[1], 1.5, StepSeconds.ZERO, "done");
    OptionalDouble none = OptionalDouble.empty();
    StopSettings one = new StopSettings(9, OptionalDouble.of(1), none, 0, none);
    StopSettings ten = new StopSettings(9, OptionalDouble.of(10), none, 0, none);
    assertEquals(1, warm.rest(one).maxPasses().getAsDouble());
    assertEquals(8.5, warm.rest(ten).maxPasses().getAsDouble());
    assertEquals(none, warm.rest(Stops.after(9, 0)).maxPasses());
    StopReason.MaxPasses reason = new StopReason.MaxPasses(8.25, 8.5);
    assertEquals(new StopReason.MaxPasses(9.75, 10), warm.counted(reason, ten));
    OptimizerInfo info = new OptimizerInfo("auto", "why", none, none, 0, 3, 2);
    assertEquals(new OptimizerInfo("auto", "why; done", none, none, 0, 3, 3.5), warm.counted(info));
    assertEquals(info, WarmStart.none(new double[1]).counted(info));
  }

  @Test
  void limitsAreLoweredByWhatTheStartHasCost() {
    StopSettings half = StopSettings.DEFAULT.withMaxPasses(OptionalDouble.of(0.5));
    assertEquals(half, WarmStart.none(new double[1]).rest(half), "nothing was spent");
    StopSettings five = StopSettings.DEFAULT.withMaxPasses(OptionalDouble.of(5));
    assertEquals(
        3.5,
        new WarmStart(new double[1], 1.5, StepSeconds.ZERO, "")
            .rest(five)
            .maxPasses()
            .getAsDouble());
    assertEquals(
        1,
        new WarmStart(new double[1], 1.5, StepSeconds.ZERO, "")
            .rest(half)
            .maxPasses()
            .getAsDouble());
  }

  @Test
  void aRunFromAWarmStartCountsItsSeconds() {
    StepSeconds taken = new StepSeconds(0, 2, 0, 3);
    WarmStart warm = new WarmStart(new double[1], 1.5, taken, "");
    StepSeconds own = new StepSeconds(1, 0, 0, 0);
    for (int step = 0; step < 2; step++) {
      StepRecord record =
          warm.counted(
              new StepRecord(step, 1, 0, 0, 0, new double[0], Double.NaN, 9, own, 4 + step));
      assertEquals(step == 0 ? own.plus(taken) : own, record.seconds());
      assertEquals(9 + step, record.elapsed());
    }
    StopSettings stop = Stops.after(9, 0).withMaxSeconds(OptionalDouble.of(7));
    assertEquals(2, warm.rest(stop).maxSeconds().getAsDouble());
    assertEquals(
        new StopReason.MaxSeconds(7.5, 7), warm.counted(new StopReason.MaxSeconds(2.5, 2), stop));
    StopSettings less = stop.withMaxSeconds(OptionalDouble.of(5));
    assertTrue(warm.rest(less).maxSeconds().getAsDouble() > 0, "a limit still");
  }
}
