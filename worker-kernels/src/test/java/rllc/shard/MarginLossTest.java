package rllc.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Multiplier and curvature against central differences of value and multiplier. */
class MarginLossTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @EnumSource
  void derivativesMatchCentralDifferences(MarginLoss loss) {
    for (double label : new double[] {0, 1}) {
      for (double m = -12.03; m < 12; m += 0.37) {
        double slope = (loss.value(m + STEP, label) - loss.value(m - STEP, label)) / (2 * STEP);
        assertEquals(slope, loss.multiplier(m, label), 1e-8, "multiplier at " + m);
        double bend =
            (loss.multiplier(m + STEP, label) - loss.multiplier(m - STEP, label)) / (2 * STEP);
        assertEquals(bend, loss.curvature(m, label), 1e-8, "curvature at " + m);
        assertTrue(loss.value(m, label) >= 0 && loss.curvature(m, label) >= 0);
      }
    }
  }
}
