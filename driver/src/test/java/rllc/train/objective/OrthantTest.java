package rllc.train.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import rllc.optim.SecantPairs;

class OrthantTest {
  /** Positive; 0 and falling upwards; 0 and held; negative; without an L1 part. */
  private static final double[] U = {2, 0, 0, -1, 0};

  private static final double[] GRADIENT = {1, -3, 0, 5, 0};
  private static final Orthant ORTHANT = Orthant.at(U, GRADIENT, new double[] {1, 1, 1, 1, 0});

  @Test
  void coordinatesKeepTheirSigns() {
    assertFalse(ORTHANT.isWhole());
    double[] across = {-1, -2, 3, 4, -7};
    assertArrayEquals(new double[] {0, 0, 0, 0, -7}, ORTHANT.nearest(across));
    double[] within = {1, 2, 0, -4, 7};
    assertArrayEquals(within, ORTHANT.nearest(within));
    assertArrayEquals(new double[] {-1, -2, 0, 4, -7}, ORTHANT.held(across));
  }

  @Test
  void downhillDropsWhatLeadsUp() {
    double[] direction = {1, 2, 3, -4, 5};
    assertArrayEquals(new double[] {1, 0, 0, 0, 0}, ORTHANT.downhill(direction, GRADIENT));
  }

  /** On a quadratic, pairs of the free coordinates give the inverse of their Hessian alone. */
  @Test
  void theDirectionIsThatOfTheFreeCoordinates() {
    double[][] hessian = {
      {3, 0, 1, 1, 0}, {0, 2, 1, 0, 0}, {1, 1, 9, 0, 2}, {1, 0, 0, 4, 0}, {0, 0, 2, 0, 5}
    };
    SecantPairs pairs = SecantPairs.none(10);
    for (int i : new int[] {0, 3, 1, 4}) {
      double[] step = new double[5];
      step[i] = 1;
      pairs = pairs.plus(step, hessian[i]);
    }
    double[] g = {4, 2, 0, 5, 10};
    double[] direction = ORTHANT.direction(pairs, g, q -> q);
    double[] product = new double[5];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        product[i] += hessian[i][j] * direction[j];
      }
    }
    // The last pair's equation holds exactly: that of the fifth coordinate.
    assertArrayEquals(
        new double[] {0, 0, 0}, new double[] {direction[2], product[4] - 10, 0}, 1e-14);
  }

  @Test
  void withoutAnL1PartItIsAllOfSpace() {
    Orthant whole = Orthant.at(U, GRADIENT, new double[0]);
    assertTrue(whole.isWhole());
    assertSame(U, whole.nearest(U));
    assertSame(U, whole.held(U));
  }
}
