package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

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
    for (int pairs = 0; pairs <= SecantPairs.MOST; pairs++) {
      double[][] s = new double[pairs][];
      double[][] y = new double[pairs][];
      SecantPairs memory = SecantPairs.NONE;
      for (int i = 0; i < pairs; i++) {
        s[i] = vector();
        y[i] = change(s[i]);
        memory = memory.plus(s[i], y[i]);
      }
      assertEquals(pairs, memory.count());
      double[] g = vector();
      assertArrayEquals(twoLoops(s, y, g), memory.direction(g, this::middle), 1e-12);
    }
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
    SecantPairs memory = SecantPairs.NONE.plus(vector(), vector()).plus(step, change);
    assertArrayEquals(step, memory.direction(change, this::middle), 1e-10);
  }

  @Test
  void keepsTheLastPairsAndRefusesFlatOnes() {
    SecantPairs memory = SecantPairs.NONE;
    for (int i = 0; i < SecantPairs.MOST + 3; i++) {
      double[] step = vector();
      memory = memory.plus(step, change(step));
    }
    assertEquals(SecantPairs.MOST, memory.count());
    double[] step = vector();
    double[] against = change(step);
    for (int i = 0; i < DIMENSION; i++) {
      against[i] = -against[i];
    }
    assertSame(memory, memory.plus(step, against));
    assertSame(memory, memory.plus(step, new double[DIMENSION]));
    assertEquals(1, SecantPairs.NONE.scale());
  }
}
