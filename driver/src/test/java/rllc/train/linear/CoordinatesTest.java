package rllc.train.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.optim.Quadratic;
import rllc.optim.Vectors;
import rllc.shard.Block;
import rllc.shard.Moments;

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

  /** Feature 0 has values 2 and 4 in two of four rows, feature 1 is 3 in all. */
  @Test
  void sizesAreThoseOfRowsThatHaveTheFeature() {
    Moments moments = new Moments(2);
    moments.add(
        Block.sparse(
            2,
            new double[4],
            null,
            new int[] {0, 2, 4, 5, 6},
            new int[] {0, 1, 0, 1, 1, 1},
            new double[] {2, 3, 4, 3, 3, 3}));
    Coordinates original = Coordinates.original(new double[] {1, 1}, 1, true).knowing(moments);
    assertArrayEquals(new double[] {Math.sqrt(10), 3, 1}, original.sizes(), 1e-15);
    double[] means = moments.featureMeans();
    Coordinates centred = Coordinates.standardised(means, new double[] {0.5, 1}, 1, true);
    assertArrayEquals(new double[3], new double[] {centred.sizes()[0], centred.sizes()[1], 0});
    // 2 - 1.5 and 4 - 1.5, twice as large.
    double size = 2 * Math.sqrt((0.25 + 6.25) / 2);
    assertArrayEquals(new double[] {size, 0, 1}, centred.knowing(moments).sizes(), 1e-15);
  }

  /** Shares 1/2 and 1, curvatures 5 and 9: three rows should have the rare one 1.5 times. */
  @Test
  void aSampleMissesWhatPoissonSays() {
    Moments moments = new Moments(2);
    moments.add(
        Block.dense(
            2, new double[4], null, new double[] {Math.sqrt(10), 3, 0, 3, 0, 3, Math.sqrt(10), 3}));
    Coordinates original = Coordinates.original(new double[] {1, 1}, 1, true);
    assertEquals(0, original.unseen(3));
    double rare = Math.exp(-1.5) * 1.5;
    double dense = Math.exp(-3) * 27 / 6;
    assertEquals((5 * rare + 9 * dense) / 14, original.knowing(moments).unseen(3), 1e-12);
    assertEquals(1, original.knowing(moments).unseen(0), 1e-15);
    assertEquals(
        original.knowing(moments).unseen(99_999), original.knowing(moments).unseen(100_001), 1e-6);
    assertEquals(original.knowing(moments).unseen(99), original.knowing(moments).unseen(102), 1e-3);
  }
}
