package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whether a pilot pays. */
class PilotTrialTest {
  private PilotTrial trial = PilotTrial.BEGIN;

  private boolean worthwhile(double t, double advantage) {
    trial = trial.proposed(t, advantage);
    return trial.pays();
  }

  @Test
  void theFirstStepDecidesAlone() {
    assertTrue(PilotTrial.BEGIN.proposed(0.11, 0.81).pays());
    assertFalse(PilotTrial.BEGIN.proposed(0.09, 2).pays());
    assertFalse(PilotTrial.BEGIN.proposed(1, 0.79).pays());
  }

  @Test
  void laterBadStepsMustOutweighGoodOnes() {
    assertTrue(worthwhile(1, 2));
    assertTrue(worthwhile(1, 0.79));
    assertTrue(worthwhile(1, 2));
    assertTrue(worthwhile(0.01, 2));
    assertFalse(worthwhile(1, 0.1));
  }

  @Test
  void goodStepsCountAsOneAtMost() {
    for (int step = 0; step < 10; step++) {
      assertTrue(worthwhile(0.5, 0.95));
    }
    assertTrue(worthwhile(1, 0.1));
    assertTrue(worthwhile(1, 0.1));
    assertFalse(worthwhile(1, 0.1));
  }

  @Test
  void aStepAfterTwoRejectedTrialsIsBadTwice() {
    assertTrue(worthwhile(1, 2));
    trial = trial.accepted(1);
    assertTrue(trial.pays());
    trial = trial.accepted(2);
    assertFalse(trial.pays());
  }
}
