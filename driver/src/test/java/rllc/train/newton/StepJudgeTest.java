package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import rllc.train.objective.Evaluation;
import rllc.train.objective.StepSeconds;
import rllc.train.run.Progress;
import rllc.train.run.StopReason;

/** When a run of preset auto has converged: stop.tol is 1e-6, the loss about one. */
class StepJudgeTest {
  private static final double TOL = 1e-6;

  private final StepJudge judge = new StepJudge();
  private double loss = 1;

  private void step(double gain, double gradNorm) {
    step(gain, gradNorm, true);
  }

  private void step(double gain, double gradNorm, boolean steady) {
    judge.gained(loss, loss - gain, gradNorm, steady);
    loss -= gain;
  }

  private String reason() {
    Evaluation evaluation = new Evaluation(loss, new double[1], 1, 1, StepSeconds.ZERO);
    Progress progress = Progress.begin(0).evaluated(evaluation, 1, 1, 0, false);
    return judge.converged(TOL).check(progress).map(StopReason::text).orElse("");
  }

  @Test
  void gainsThatFallFastLeaveNextToNothing() {
    step(1e-4, 1e-2);
    step(1e-5, 3e-3);
    assertTrue(reason().isEmpty(), "two gains show no factor");
    step(2e-6, 1e-3);
    assertTrue(reason().isEmpty(), "a quarter of the last gain, 7e-7, is left");
    step(1e-7, 3e-4);
    assertTrue(reason().contains("is left to gain"), reason());
  }

  @Test
  void secantPairsAloneShowNoFactor() {
    step(1e-5, 1e-2, false);
    step(1e-6, 3e-3, false);
    step(1.1e-7, 1e-3, false);
    assertFalse(reason().contains("is left to gain"), reason());
  }

  @Test
  void noFactorIsTakenForLessThanAQuarter() {
    step(1e-1, 1e-2);
    step(1e-4, 1e-3);
    step(4e-7, 1e-4);
    assertTrue(reason().isEmpty(), "4e-7 / 3 may be left, though the factor is 0.004");
  }

  @Test
  void gainsThatFallSlowlyLeaveMore() {
    step(6e-7, 1e-3);
    step(5e-7, 8e-4);
    step(4e-7, 6e-4);
    assertTrue(reason().isEmpty(), "a factor of 0.83");
  }

  @Test
  void aGradientThatStaysShowsBadSteps() {
    step(1e-4, 1e-3);
    step(1e-5, 1e-3);
    step(1e-7, 1e-3);
    assertFalse(reason().contains("is left to gain"), reason());
  }

  @Test
  void threeStepsThatGainNothing() {
    step(4e-8, 1e-3);
    step(3e-8, 1e-3);
    step(2.9e-8, 1e-3);
    assertTrue(reason().contains("the last 3 steps"), reason());
  }
}
