package rllc.train.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import rllc.settings.OptimizerSettings;
import rllc.train.AutoPreset;

/** How many rows small steps learn. */
class RowBudgetTest {
  private static final double WHOLE = 1.5;

  @Test
  void noWarmPassWhereItCannotKnowTheFeatures() {
    assertTrue(warm(200, 100, 0.4));
    assertTrue(!warm(201, 100, 0.4));
    assertTrue(!warm(200, 100, 0.41));
  }

  private static boolean warm(int features, int rows, double unseen) {
    long all = 1_000_000_000;
    AutoPreset.DataProfile problem =
        new AutoPreset.DataProfile(
            false, false, false, 1, features, all, features * all, 0, rows, unseen);
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
}
