package rllc.train.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.settings.OptimizerSettings;
import rllc.train.linear.Coordinates;
import rllc.train.linear.L1Penalty;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.report.Outcome;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

/** Bounds of coordinates, and L-BFGS-B between them. */
public class BoxTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void nearestAndProjectedGradient() {
    Box box = new Box(new double[] {0, -1, -INFINITE}, new double[] {1, -1, INFINITE});
    assertArrayEquals(new double[] {1, -1, 7}, box.nearest(new double[] {3, 0, 7}));
    double[] u = {0, -1, 7};
    assertArrayEquals(
        new double[] {0, 0, -2}, box.projectedGradient(u, new double[] {5, 3, -2}), 0);
    assertArrayEquals(
        new double[] {-0.5, 0, 2}, box.projectedGradient(u, new double[] {-0.5, -3, 2}), 0);
    assertArrayEquals(new double[] {-1, 0, 0}, box.projectedGradient(u, new double[] {-5, 0, 0}));
    assertArrayEquals(new double[] {0, -2, -INFINITE}, box.times(2).lower());
  }

  @Test
  void boundsOfOriginalCoefficientsAreScaled() {
    double[] deviations = {2, 0, 0.5};
    double[] lower = {-1, 0, -INFINITE, -3};
    double[] upper = {1, 0, 2, 3};
    Box box = Coordinates.scaled(deviations, 1, true).box(lower, upper);
    assertArrayEquals(new double[] {-2, -INFINITE, -INFINITE, -3}, box.lower());
    assertArrayEquals(new double[] {2, INFINITE, 1, 3}, box.upper());
    Coordinates centred = Coordinates.standardised(new double[] {1, 0, 0}, deviations, 1, true);
    assertThrows(IllegalArgumentException.class, () -> centred.box(lower, upper));
    lower[3] = -INFINITE;
    upper[3] = INFINITE;
    assertEquals(-2, centred.box(lower, upper).lower()[0]);
  }

  /** For {@link TinyData}; some bounds are infinite, some leave one point. */
  public static Box random(SplittableRandom random) {
    double[] lower = new double[TinyData.FEATURES + 1];
    double[] upper = new double[lower.length];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = random.nextInt(3) == 0 ? -INFINITE : 2 * random.nextDouble() - 1;
      double width = random.nextInt(4) == 0 ? 0 : random.nextDouble();
      upper[i] = random.nextInt(3) == 0 ? INFINITE : Math.max(lower[i], -1) + width;
    }
    return new Box(lower, upper);
  }

  public static LinearObjective objective(TinyData data, MarginLoss loss, Box box) {
    Coordinates coordinates = Coordinates.scaled(data.deviations(), 1, true);
    return new LinearObjective(
        new LocalGradients(data.blocks(), new JavaKernels()),
        loss,
        coordinates,
        Penalty.l2(0.01, coordinates, data.deviations(), true),
        L1Penalty.NONE,
        box);
  }

  /** Every end is the optimum: inside the box and with no descent left but out of it. */
  @RepeatedTest(300)
  void randomBoxes(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    TinyData data = TinyData.of(random.nextLong(1000));
    Box box = random(random);
    MarginLoss loss = random.nextBoolean() ? MarginLoss.LOGISTIC : MarginLoss.SQUARED;
    LinearObjective objective = objective(data, loss, box);
    Outcome last = fit(objective);
    assertArrayEquals(box.nearest(last.theta()), last.theta());
    double[] gradient = objective.evaluate(last.theta()).gradient();
    double[] projected = box.projectedGradient(last.theta(), gradient);
    double largest = Arrays.stream(projected).map(Math::abs).max().orElseThrow();
    assertTrue(largest < 1e-6, () -> last.stop() + " projected gradient " + largest);
    assertEquals("converged", last.stop().status());
  }

  private static Outcome fit(LinearObjective objective) {
    double[] start = new double[objective.dimension()];
    Outcome last =
        Runs.run(new OptimizerSettings.Lbfgs(), objective, start, Stops.after(500, 1e-10))
            .outcome();
    assertEquals("lbfgsb", last.optimizer().preset());
    assertTrue(last.optimizer().reason().contains("bounds"));
    return last;
  }

  @Test
  void everythingFixed() {
    double[] point = {0.5, -1, 0.25, 0, 2, 1};
    Box box = new Box(point, point);
    Outcome last = fit(objective(TinyData.of(3), MarginLoss.LOGISTIC, box));
    assertArrayEquals(point, last.theta());
    assertEquals(0, last.last().step());
  }

  @Test
  void otherOptimizersRefuse() {
    Box box = new Box(new double[6], new double[6]);
    LinearObjective objective = objective(TinyData.of(3), MarginLoss.LOGISTIC, box);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Runs.run(
                    new OptimizerSettings.Owlqn(), objective, new double[6], Stops.after(1, 0)));
    assertTrue(e.getMessage().contains("L-BFGS-B"), e.getMessage());
  }
}
