package rllc.spark.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import rllc.settings.RunSettings;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.shard.Precision;
import rllc.spark.input.BadInputException;

class StoredPrecisionTest {
  private static final long LARGE = 1L << 30;

  /** Two features: 0 and 1 by turns, and {@code low} and {@code high} by turns. */
  private static StoredPrecision chosen(double low, double high, long bytes) {
    Moments moments = new Moments(2);
    moments.add(
        Block.dense(2, new double[4], null, new double[] {0, low, 1, high, 0, low, 1, high}));
    return StoredPrecision.of(RunSettings.Precision.AUTO, moments, bytes);
  }

  @Test
  void floatsWhereRoundingIsNegligible() {
    StoredPrecision choice = chosen(-3, 20, LARGE);
    assertEquals(Precision.FLOAT, choice.precision());
    assertTrue(choice.reason().startsWith("auto: rounding moves no feature"), choice.reason());
    assertEquals(Precision.FLOAT, chosen(1e9, 1e9, LARGE).precision(), "constants do not count");
  }

  @Test
  void doublesWhereAMeanDwarfsTheSpreadOrFloatsEnd() {
    StoredPrecision choice = chosen(1.7e9, 1.7e9 + 86400, LARGE);
    assertEquals(Precision.DOUBLE, choice.precision());
    assertTrue(choice.reason().contains("feature 1"), choice.reason());
    assertEquals(Precision.DOUBLE, chosen(-1e35, 1e35, LARGE).precision());
    assertEquals(Precision.DOUBLE, chosen(-1e-35, 1e-35, LARGE).precision());
  }

  @Test
  void floatsThatWouldHoldNothingAreRefused() {
    Moments moments = new Moments(1);
    moments.add(Block.dense(1, new double[2], null, new double[] {1e-40, 3e-40}));
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> StoredPrecision.of(RunSettings.Precision.FLOAT, moments, 16));
    assertTrue(
        e.getMessage().startsWith("feature 0 must be above 1e-30 in magnitude"), e::getMessage);
  }

  @Test
  void doublesWhereThereIsNothingToGain() {
    assertEquals(Precision.DOUBLE, chosen(-3, 20, 1 << 20).precision());
  }
}
