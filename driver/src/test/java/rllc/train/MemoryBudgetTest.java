package rllc.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.family.Family;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.settings.Metric;
import rllc.settings.ModelSettings;
import rllc.settings.OptimizerSettings;
import rllc.settings.RunSettings;
import rllc.settings.StopSettings;
import rllc.settings.TrainingSettings;
import rllc.settings.preset.Presets;
import rllc.train.linear.LinearObjective;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class MemoryBudgetTest {
  private static final ModelSettings PLAIN = new ModelSettings(Family.binomial(), 0, 0, true, true);

  private static TrainingSettings settings(OptimizerSettings optimizer, StopSettings stop) {
    return new TrainingSettings(
        PLAIN,
        optimizer,
        stop,
        new RunSettings(
            1,
            RunSettings.Coordinates.AUTO,
            RunSettings.Start.AUTO,
            KernelMode.JAVA,
            RunSettings.Precision.AUTO));
  }

  private static TrainingSettings auto() {
    return settings(new OptimizerSettings.Auto(Optional.empty()), StopSettings.DEFAULT);
  }

  /** Every preset but auto, whose choice for few features is another; its metrics have a name. */
  static Stream<OptimizerSettings> optimizers() {
    return Stream.concat(
        Presets.all().stream().map(info -> info.example()).filter(MemoryBudgetTest::isSetByItself),
        Stream.of(Metric.values()).map(m -> new OptimizerSettings.Auto(Optional.of(m))));
  }

  private static boolean isSetByItself(OptimizerSettings optimizer) {
    return !(optimizer instanceof OptimizerSettings.Auto
        || optimizer instanceof OptimizerSettings.PilotNewton
        || optimizer instanceof OptimizerSettings.PairsBySizes
        || optimizer instanceof OptimizerSettings.Newton);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void countsTheVectorsThatTheMethodSaysItHas(OptimizerSettings optimizer) {
    TinyData data = TinyData.of(21);
    LinearObjective objective =
        data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.1, true);
    double[] start = new double[objective.dimension()];
    StopSettings one = Stops.after(1, 0);
    assertEquals(
        Runs.run(optimizer, objective, start, one).outcome().optimizer().vectors(),
        MemoryBudget.vectors(settings(optimizer, StopSettings.DEFAULT), start.length),
        optimizer.toString());
  }

  @Test
  void pairsAreNoMoreThanSteps() {
    StopSettings three =
        new StopSettings(
            3, OptionalDouble.empty(), OptionalDouble.empty(), 0, OptionalDouble.empty());
    OptimizerSettings optimizer = new OptimizerSettings.Auto(Optional.empty());
    assertEquals(2 * 3 + 6, MemoryBudget.vectors(settings(optimizer, three), 1_000_000));
    assertEquals(2 * 32 + 6, MemoryBudget.vectors(auto(), 125_000));
    assertEquals(2 * 10 + 6, MemoryBudget.vectors(auto(), 20_000_000_000L));
  }

  @Test
  void theSumIsToldWithTheSettingToChange() {
    MemoryBudget budget = MemoryBudget.of(auto(), 200, 400, 2_000_000_000, 1, 2);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> budget.check(1L << 30));
    assertEquals(
        "`spark.driver.memory` must be at least 799g: 2,000,000,001 numbers x 8 bytes x (26 vectors"
            + " of the optimizer + 6 at work + 12 of replies + 7 of statistics) + 0.3 GiB of drawn"
            + " rows and of Spark, got 1.0g",
        e.getMessage());
    budget.check(799L << 30);
  }

  @Test
  void ordinaryTablesFitIntoOneGigabyte() {
    MemoryBudget.of(auto(), 100_000_000, 20_000_000_000L, 1000, 1, 16).check(1000L << 20);
    MemoryBudget.of(auto(), 500_000, 20_000_000, 100_000, 1, 16).check(1000L << 20);
    TrainingSettings few =
        settings(
            new OptimizerSettings.Auto(Optional.empty()),
            new StopSettings(
                100, OptionalDouble.of(1), OptionalDouble.empty(), 0, OptionalDouble.empty()));
    assertTrue(few.inBatches());
    MemoryBudget.of(few, 100_000_000, 2_000_000_000L, 10_000, 1, 16).check(1000L << 20);
  }
}
