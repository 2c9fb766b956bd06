package rllc.train.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import rllc.family.Score;

class PatienceTest {
  private static Patience after(Score score, int most, double... values) {
    Patience patience = Patience.begin(score, most);
    for (int step = 0; step < values.length; step++) {
      patience = patience.after(step, values[step]);
    }
    return patience;
  }

  @Test
  void theBestIsRememberedAndTheStepsSinceThenAreCounted() {
    Patience patience = after(Score.LOG_LOSS, 3, 0.7, 0.5, 0.4, 0.45, 0.41);
    assertEquals(0.4, patience.best());
    assertEquals(2, patience.bestStep());
    assertEquals(2, patience.idle());
    assertFalse(patience.exhausted());
    assertTrue(patience.after(5, 0.4).exhausted(), "an equal score is no better one");
    assertEquals(0, patience.after(5, 0.39).idle());
  }

  @Test
  void whereMoreIsBetterTheLargestCounts() {
    Patience patience = after(Score.AUC, 2, 0.5, 0.8, 0.7, 0.79);
    assertEquals(0.8, patience.best());
    assertTrue(patience.exhausted());
  }

  @Test
  void whatIsNoNumberIsNeverBetterAndAnyNumberBeatsIt() {
    Patience patience = after(Score.R2, 9, Double.NaN, -50, Double.NaN);
    assertEquals(-50, patience.best());
    assertEquals(1, patience.bestStep());
    assertEquals(1, patience.idle());
    assertEquals(-1, after(Score.RMSE, 9, Double.NaN).bestStep());
  }
}
