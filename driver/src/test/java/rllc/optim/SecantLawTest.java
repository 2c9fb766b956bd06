package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SecantLawTest {
  private static final int DIMENSION = 20;
  private final SplittableRandom random = new SplittableRandom(4);
  private final double[] scale = random.doubles(DIMENSION, 0.5, 2).toArray();

  private double[] vector() {
    return random.doubles(DIMENSION, -1, 1).toArray();
  }

  /** A change that goes with {@code step}: some symmetric positive matrix times it. */
  private double[] change(double[] step) {
    double[] change = new double[DIMENSION];
    double sum = 0;
    for (double x : step) {
      sum += x;
    }
    for (int i = 0; i < DIMENSION; i++) {
      change[i] = (1 + i) * step[i] + sum;
    }
    return change;
  }

  private double[] middle(double[] q) {
    double[] result = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      result[i] = scale[i] * q[i];
    }
    return result;
  }

  /** Nocedal and Wright, algorithm 7.4, on vectors. */
  private double[] twoLoops(double[][] s, double[][] y, double[] g) {
    double[] q = g.clone();
    double[] alpha = new double[s.length];
    for (int i = s.length - 1; i >= 0; i--) {
      alpha[i] = Vectors.dot(s[i], q) / Vectors.dot(s[i], y[i]);
      Vectors.addScaledInto(-alpha[i], y[i], q);
    }
    double[] r = middle(q);
    for (int i = 0; i < s.length; i++) {
      double beta = Vectors.dot(y[i], r) / Vectors.dot(s[i], y[i]);
      Vectors.addScaledInto(alpha[i] - beta, s[i], r);
    }
    return r;
  }

  @Test
  void equalsTheTwoLoopRecursion() {
    for (int pairs = 0; pairs <= SecantPairs.FEW + 5; pairs++) {
      double[][] s = new double[pairs][];
      double[][] y = new double[pairs][];
      SecantPairs memory = SecantPairs.none(4).keeping(6);
      for (int i = 0; i < pairs; i++) {
        s[i] = vector();
        y[i] = change(s[i]);
        memory = memory.plus(s[i], y[i]);
      }
      int dropped = Math.max(0, pairs - 6);
      assertEquals(pairs - dropped, memory.count());
      double[] g = vector();
      double[][] lastSteps = Arrays.copyOfRange(s, dropped, pairs);
      double[][] lastChanges = Arrays.copyOfRange(y, dropped, pairs);
      assertArrayEquals(
          twoLoops(lastSteps, lastChanges, g), memory.direction(g, this::middle), 1e-12);
    }
  }

  @Test
  void keepsAsManyAsMemoryAllows() {
    assertEquals(100, SecantPairs.many(8_000));
    assertEquals(40, SecantPairs.many(100_000));
    assertEquals(20, SecantPairs.many(1_241_240));
    assertEquals(16, SecantPairs.many(2_000_000));
    assertEquals(10, SecantPairs.many(2_000_000_000));
    assertThrows(IllegalArgumentException.class, () -> SecantPairs.none(0));
  }

  /** s.y / y.W y. */
  @Test
  void scaleIsThatOfTheLastPairInTheMetric() {
    SecantPairs memory =
        SecantPairs.none(2)
            .plus(new double[] {1, 0}, new double[] {1, 1})
            .plus(new double[] {1, 2}, new double[] {2, 1});
    assertEquals(4.0 / (3 * 4 + 5), memory.scale(new double[] {3, 5}), 1e-15);
  }

  @Test
  void workedNumber() {
    double[][] stepChange = {{2}};
    double[] before = SecantLaw.before(stepChange, new double[] {3});
    assertEquals(1.5, before[0]);
    assertEquals(1, SecantLaw.after(stepChange, before, new double[] {1})[0]);
  }

  @Test
  void directionAnswersTheLastPair() {
    double[] step = vector();
    double[] change = change(step);
    SecantPairs memory =
        SecantPairs.none(SecantPairs.FEW).plus(vector(), vector()).plus(step, change);
    assertArrayEquals(step, memory.direction(change, this::middle), 1e-10);
  }

  @Test
  void keepsTheLastPairsAndRefusesFlatOnes() {
    SecantPairs memory = SecantPairs.none(SecantPairs.FEW);
    for (int i = 0; i < SecantPairs.FEW + 3; i++) {
      double[] step = vector();
      memory = memory.plus(step, change(step));
    }
    assertEquals(SecantPairs.FEW, memory.count());
    double[] step = vector();
    double[] against = change(step);
    for (int i = 0; i < DIMENSION; i++) {
      against[i] = -against[i];
    }
    assertSame(memory, memory.plus(step, against));
    assertSame(memory, memory.plus(step, new double[DIMENSION]));
    SecantPairs none = memory.forgotten();
    assertEquals(0, none.count());
    assertThrows(IllegalStateException.class, () -> none.scale(new double[DIMENSION]));
  }
}
