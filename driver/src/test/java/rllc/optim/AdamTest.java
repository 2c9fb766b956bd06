package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Sweeps;

class AdamTest {
  private static final Sweeps SWEEPS = Sweeps.of(KernelChoice.of(KernelMode.JAVA).kernels(), 1);

  /** Two steps by hand: g = (2, -1), then (1, 1), with the paper's constants and c1 = 0.1. */
  @Test
  void twoSteps() {
    Adam adam = new Adam(0.1, 0.9, 0.999, 1e-8, SWEEPS);
    OptimizerState state = adam.init(new double[] {1, 1});
    state = adam.update(state, new double[] {2, -1}).state();
    assertArrayEquals(new double[] {0.9, 1.1}, state.theta(), 1e-8);
    Optimizer.Update update = adam.update(state, new double[] {1, 1});
    double first = (0.9 * 0.2 + 0.1) / (1 - 0.81);
    double root = Math.sqrt((0.999 * 0.004 + 0.001) / (1 - 0.999 * 0.999));
    double second = (0.9 * -0.1 + 0.1) / (1 - 0.81);
    double one = Math.sqrt((0.999 * 0.001 + 0.001) / (1 - 0.999 * 0.999));
    double[] expected = {
      state.theta()[0] - 0.1 * first / (root + 1e-8), state.theta()[1] - 0.1 * second / (one + 1e-8)
    };
    assertArrayEquals(expected, update.state().theta(), 1e-12);
    assertEquals(2, update.state().step());
    assertEquals(0, update.state().law().length);
  }
}
