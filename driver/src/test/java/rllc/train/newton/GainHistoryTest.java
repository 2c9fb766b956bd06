package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import rllc.train.report.StopReason;
import rllc.train.run.Progress;
import rllc.train.run.Reference;
import rllc.train.testing.Stops;

/** When gains show that a run has converged: stop.tol is 1e-6, the loss about one. */
class GainHistoryTest {
  private static final double TOL = 1e-6;

  private GainHistory history = GainHistory.NONE;
  private double loss = 1;

  private void step(double gain, double gradNorm) {
    history = history.after(loss, loss - gain, gradNorm);
    loss -= gain;
  }

  private String reason() {
    return reason(1, 1);
  }

  private String reason(double gradNorm, double part) {
    Progress progress = new Progress(3, 4, 1, 0, loss, gradNorm, new Reference(1, 1), 0, 1, false);
    return history.converged(progress, Stops.after(9, TOL), part).map(StopReason::text).orElse("");
  }

  @Test
  void threeStepsThatGainNothing() {
    step(4e-8, 1e-3);
    step(3e-8, 1e-3);
    assertTrue(reason().isEmpty(), "two steps may be bad ones");
    step(2.9e-8, 1e-3);
    assertTrue(reason().contains("the last 3 steps"), reason());
  }

  @Test
  void theLastThreeCountAlone() {
    step(1e-2, 1e-3);
    step(4e-8, 1e-3);
    step(3e-8, 1e-3);
    assertTrue(reason().isEmpty(), "the first of three gained much");
    step(2.9e-8, 1e-3);
    assertTrue(reason().contains("the last 3 steps"), reason());
  }

  @Test
  void gainsThatFallSlowlyLeaveMore() {
    step(6e-7, 1e-3);
    step(5e-7, 8e-4);
    step(4e-7, 6e-4);
    assertTrue(reason().isEmpty(), reason());
  }

  /** Along the faces of orthants a tenth of it is nothing. */
  @Test
  void nothingIsLessAtFaces() {
    step(4e-8, 1e-3);
    step(3e-8, 1e-3);
    step(2.9e-8, 1e-3);
    assertTrue(reason(1, 0.1).isEmpty(), reason(1, 0.1));
  }

  /** A hundredth of tol times the null model's gradient, whatever losses do. */
  @Test
  void aLittleGradientEndsARun() {
    step(1e-2, 1e-3);
    assertTrue(reason(1.01e-8, 1).isEmpty(), reason(1.01e-8, 1));
    assertTrue(reason(0.99e-8, 1).startsWith("gradient norm"), reason(0.99e-8, 1));
  }

  @Test
  void fiveStepsThatMoveNothingIdle() {
    for (int step = 0; step < 5; step++) {
      assertFalse(history.idles());
      step(0, step == 0 ? 1 : 0.9);
    }
    // The first of them halved the least gradient, infinity.
    assertFalse(history.idles());
    step(0, 0.9);
    assertTrue(history.idles());
    step(0, 0.44);
    assertFalse(history.idles(), "a gradient of half the least one is a gain");
    assertEquals(0.44, history.leastGradNorm());
  }
}
