package rllc.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives against central differences, over a grid of options. */
class LossTest {
  private static final double STEP = 1e-5;

  static Stream<ScalarLoss> scalarLosses() {
    return Stream.of(
        MarginLoss.LOGISTIC,
        MarginLoss.SQUARED,
        new SquaredHinge(),
        new Huber(0.1),
        new Huber(1.35),
        new Huber(100));
  }

  @ParameterizedTest
  @MethodSource("scalarLosses")
  void scalarDerivativesMatchCentralDifferences(ScalarLoss loss) {
    for (double label : new double[] {0, 1}) {
      for (double m = -12.03; m < 12; m += 0.37) {
        double slope = (loss.value(m + STEP, label) - loss.value(m - STEP, label)) / (2 * STEP);
        assertEquals(slope, loss.multiplier(m, label), 1e-7, "multiplier at " + m);
        double bend =
            (loss.multiplier(m + STEP, label) - loss.multiplier(m - STEP, label)) / (2 * STEP);
        assertEquals(bend, loss.curvature(m, label), 1e-8, "curvature at " + m);
        assertTrue(loss.value(m, label) >= 0 && loss.curvature(m, label) >= 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void softmaxDerivativesMatchCentralDifferences(int classes) {
    Softmax loss = new Softmax(classes);
    Random random = new Random(classes);
    for (int trial = 0; trial < 20; trial++) {
      double label = trial % classes;
      double[] m = random.doubles(classes, -3, 3).toArray();
      double[] multipliers = new double[classes];
      double[] curvatures = new double[classes];
      loss.multipliersInto(m, label, multipliers);
      loss.curvaturesInto(m, label, curvatures);
      for (int k = 0; k < classes; k++) {
        double[] up = moved(m, k, STEP);
        double[] down = moved(m, k, -STEP);
        double slope = (loss.value(up, label) - loss.value(down, label)) / (2 * STEP);
        assertEquals(slope, multipliers[k], 1e-9);
        double[] above = new double[classes];
        double[] below = new double[classes];
        loss.multipliersInto(up, label, above);
        loss.multipliersInto(down, label, below);
        assertEquals((above[k] - below[k]) / (2 * STEP), curvatures[k], 1e-9);
        double[] column = moved(new double[classes], k, 1);
        loss.hessianInPlace(m, label, column);
        for (int c = 0; c < classes; c++) {
          assertEquals((above[c] - below[c]) / (2 * STEP), column[c], 1e-9);
        }
      }
    }
  }

  /** Softmax with margins (0, m) is the logistic loss of m. */
  @Test
  void softmaxOfTwoClassesIsLogistic() {
    for (double m : new double[] {-800, -40, -1, 0, 0.5, 3, 800}) {
      for (double label : new double[] {0, 1}) {
        double value = new Softmax(2).value(new double[] {0, m}, label);
        double expected = MarginLoss.LOGISTIC.value(m, label);
        assertEquals(expected, value, 4 * Math.ulp(expected));
      }
    }
  }

  /** Worked by hand: margins 0, log 2, log 3 give p = 1/6, 2/6, 3/6. */
  @Test
  void softmaxWorkedNumber() {
    double[] m = {0, Math.log(2), Math.log(3)};
    double[] multipliers = new double[3];
    new Softmax(3).multipliersInto(m, 1, multipliers);
    assertEquals(Math.log(3), new Softmax(3).value(m, 1), 1e-15);
    assertArrayEquals(new double[] {1 / 6.0, 2 / 6.0 - 1, 0.5}, multipliers, 1e-15);
  }

  @Test
  void parametersAreChecked() {
    for (double delta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> new Huber(delta)).getMessage();
      assertEquals("`delta` must be positive and finite, got " + delta, message);
    }
    assertThrows(IllegalArgumentException.class, () -> new Softmax(1));
  }

  private static double[] moved(double[] point, int k, double step) {
    double[] moved = point.clone();
    moved[k] += step;
    return moved;
  }
}
