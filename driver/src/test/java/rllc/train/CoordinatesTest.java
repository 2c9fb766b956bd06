package rllc.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.optim.Quadratic;
import rllc.optim.Vectors;

/** The maps with several outputs. */
class CoordinatesTest {
  private static final double[] MEANS = {2, -1, 0.5};
  private static final double[] DEVIATIONS = {3, 0, 0.25};
  private static final int OUTPUTS = 2;
  private final SplittableRandom random = new SplittableRandom(8);

  private static Coordinates coordinates(boolean standardised, boolean fitIntercept) {
    return standardised
        ? Coordinates.standardised(MEANS, DEVIATIONS, OUTPUTS, fitIntercept)
        : Coordinates.original(DEVIATIONS, OUTPUTS, fitIntercept);
  }

  /** The chain rule: the gradient's map is the transpose of the point's. */
  @Test
  void gradientMapIsTheTranspose() {
    for (boolean standardised : new boolean[] {false, true}) {
      for (boolean fitIntercept : new boolean[] {false, true}) {
        Coordinates coordinates = coordinates(standardised, fitIntercept);
        double[] u = Quadratic.vector(coordinates.dimension(), random);
        double[] g = Quadratic.vector(OUTPUTS * (MEANS.length + 1), random);
        assertEquals(
            Vectors.dot(coordinates.toOriginal(u), g),
            Vectors.dot(u, coordinates.gradient(g)),
            1e-13);
      }
    }
  }

  /** All coefficients lie in one array. */
  @Test
  void moreCoefficientsThanAnArrayHoldsAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Coordinates.original(new double[3], Integer.MAX_VALUE / 3, true));
    assertEquals("`features` must be at most 2 for 715827882 outputs, got 3", e.getMessage());
  }

  /** u = 1 for feature 0 and output 1: w = 1 / 3, and its centre 2 / 3 leaves the intercept. */
  @Test
  void workedNumber() {
    double[] u = new double[8];
    u[1] = 1;
    double[] theta = coordinates(true, true).toOriginal(u);
    assertArrayEquals(new double[] {0, 1.0 / 3, 0, 0, 0, 0, 0, -2.0 / 3}, theta, 1e-15);
  }

  /** Standardised coefficients are w sigma, in whatever coordinates; constants are free. */
  @Test
  void penaltyOfSeveralOutputs() {
    for (boolean standardised : new boolean[] {false, true}) {
      for (boolean standardization : new boolean[] {false, true}) {
        Coordinates coordinates = coordinates(standardised, true);
        Penalty penalty = Penalty.l2(0.6, coordinates, DEVIATIONS, standardization);
        double[] u = Quadratic.vector(coordinates.dimension(), random);
        double[] theta = coordinates.toOriginal(u);
        double squares = 0;
        for (int i = 0; i < OUTPUTS * MEANS.length; i++) {
          double w = theta[i] * (standardization ? DEVIATIONS[i / OUTPUTS] : 1);
          squares += w * w;
        }
        assertEquals(0.3 * squares, penalty.value(u), 1e-13);
        double[] gradient = new double[u.length];
        penalty.addGradientInto(u, gradient);
        // Euler: a quadratic form's gradient times its point is twice its value.
        assertEquals(0.6 * squares, Vectors.dot(gradient, u), 1e-13);
        assertEquals(0, gradient[6]);
        assertEquals(0, gradient[7]);
      }
    }
  }
}
