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
    assertTrue(PilotTrial.BEGIN.proposed(0.11, 0.46).pays());
    assertFalse(PilotTrial.BEGIN.proposed(0.09, 2).pays());
    assertFalse(PilotTrial.BEGIN.proposed(2.1, 2).pays());
    assertFalse(PilotTrial.BEGIN.proposed(1, 0.44).pays());
  }

  @Test
  void laterOnlyBadStepsInARowEndTheMiddle() {
    assertTrue(worthwhile(1, 2));
    assertTrue(worthwhile(1, 0.79));
    assertTrue(worthwhile(1, 2));
    assertTrue(worthwhile(0.01, 2));
    assertTrue(worthwhile(1, 2));
    assertTrue(worthwhile(1, 2));
    assertTrue(worthwhile(3, 2));
    assertTrue(worthwhile(1, 0.1));
    trial = trial.accepted(1);
    assertTrue(trial.pays());
    trial = trial.accepted(2);
    assertTrue(trial.pays());
    assertFalse(worthwhile(1, 0.1));
  }

  /** A pilot that has fitted its own few rows asks for far too long steps. */
  @Test
  void shortStepsMustGainMore() {
    assertTrue(worthwhile(0.5, 0.95));
    assertTrue(worthwhile(0.5, 0.95));
    assertFalse(worthwhile(0.5, 0.95));
    trial = PilotTrial.BEGIN;
    for (int step = 0; step < 10; step++) {
      assertTrue(worthwhile(0.7, 0.95));
    }
  }
}
