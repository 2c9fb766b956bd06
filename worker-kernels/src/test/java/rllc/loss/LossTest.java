package rllc.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

  static Stream<ScalarLoss> lossesOfAmounts() {
    return Stream.of(
        MarginLoss.POISSON,
        MarginLoss.GAMMA,
        new Tweedie(1.01),
        new Tweedie(1.5),
        new Tweedie(1.99));
  }

  @ParameterizedTest
  @MethodSource("lossesOfAmounts")
  void derivativesOfAmountsMatchCentralDifferences(ScalarLoss loss) {
    for (double label : new double[] {0, 1e-3, 1, 3.7, 1e4}) {
      for (double m = -12.03; m < 12 && loss.admits(label); m += 0.37) {
        double slope = (loss.value(m + STEP, label) - loss.value(m - STEP, label)) / (2 * STEP);
        double size = loss.value(m, label) + loss.curvature(m, label);
        assertEquals(slope, loss.multiplier(m, label), 1e-9 * size, "multiplier at " + m);
        double bend =
            (loss.multiplier(m + STEP, label) - loss.multiplier(m - STEP, label)) / (2 * STEP);
        assertEquals(bend, loss.curvature(m, label), 1e-9 * size, "curvature at " + m);
        assertTrue(loss.value(m, label) >= 0 && loss.curvature(m, label) >= 0);
      }
    }
  }

  /** By the deviances' textbook formulas, with the mean mu. */
  @Test
  void lossesOfAmountsAreHalfTheDeviance() {
    double p = 1.3;
    for (double y : new double[] {0.02, 1, 2.5, 40}) {
      for (double mu : new double[] {0.1, 1, 3, 77}) {
        double m = Math.log(mu);
        double ratio = Math.log(y / mu);
        assertEquals(y * ratio - (y - mu), MarginLoss.POISSON.value(m, y), 1e-12 * (y + mu));
        assertEquals((y - mu) / mu - ratio, MarginLoss.GAMMA.value(m, y), 1e-12 * (1 + y / mu));
        double tweedie =
            Math.pow(y, 2 - p) / ((1 - p) * (2 - p))
                - y * Math.pow(mu, 1 - p) / (1 - p)
                + Math.pow(mu, 2 - p) / (2 - p);
        assertEquals(tweedie, new Tweedie(p).value(m, y), 1e-11 * (y + mu));
      }
    }
    assertEquals(3, MarginLoss.POISSON.value(Math.log(3), 0), 1e-15);
    assertEquals(Math.pow(3, 0.7) / 0.7, new Tweedie(p).value(Math.log(3), 0), 1e-14);
  }

  /** Near a perfect fit a deviance is the square of the error, of which no digit is lost. */
  @ParameterizedTest
  @MethodSource("lossesOfAmounts")
  void goodFitsKeepTheirDigits(ScalarLoss loss) {
    for (double away : new double[] {1e-3, 1e-6, 1e-9}) {
      double square = away * away / 2;
      assertEquals(square, loss.value(away, 1), 0.5 * away * square);
      assertEquals(square, loss.value(-away, 1), 0.5 * away * square);
    }
    assertEquals(0, loss.value(0, 1));
  }

  @Test
  void labelsThatALossHasNotAreTold() {
    assertFalse(MarginLoss.LOGISTIC.admits(0.5) || new SquaredHinge().admits(-1));
    assertFalse(MarginLoss.GAMMA.admits(0) || MarginLoss.GAMMA.admits(-1));
    assertTrue(MarginLoss.POISSON.admits(0) && new Tweedie(1.5).admits(0));
    for (ScalarLoss loss : ScalarLoss.oneOfEach()) {
      assertTrue(loss.admits(1), loss.toString());
      for (double label : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        assertFalse(loss.admits(label), loss + " " + label);
      }
    }
    assertFalse(new Softmax(3).admits(3) || new Softmax(3).admits(0.5));
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
    for (double power : new double[] {1, 2, Double.NaN}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> new Tweedie(power)).getMessage();
      assertEquals("`power` must be above 1 and below 2, got " + power, message);
    }
    assertThrows(IllegalArgumentException.class, () -> new Softmax(1));
  }

  private static double[] moved(double[] point, int k, double step) {
    double[] moved = point.clone();
    moved[k] += step;
    return moved;
  }
}
