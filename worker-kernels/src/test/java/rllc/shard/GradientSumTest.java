package rllc.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GradientSumTest {
  private static GradientSum sum(double first, double second, double loss, double weight) {
    GradientSum sum = new GradientSum(2);
    sum.gradient()[0] = first;
    sum.gradient()[1] = second;
    sum.add(loss, weight, 3);
    return sum;
  }

  @Test
  void meansAreTakenOnce() {
    GradientSum sum = sum(1, 2, 5, 2);
    sum.merge(sum(3, -2, 7, 6));
    assertEquals(12.0 / 8, sum.meanLoss());
    assertArrayEquals(new double[] {0.5, 0}, sum.meanGradient());
    assertEquals(6, sum.rows());
    assertEquals(8, sum.weightSum());
  }

  @Test
  void mergingAnEmptySumChangesNothing() {
    GradientSum sum = sum(1, 2, 5, 2);
    sum.merge(new GradientSum(2));
    assertEquals(2.5, sum.meanLoss());
    assertArrayEquals(new double[] {0.5, 1}, sum.meanGradient());
    GradientSum empty = new GradientSum(2);
    empty.merge(sum);
    assertEquals(2.5, empty.meanLoss());
  }

  @Test
  void anEmptySumHasNoMean() {
    assertThrows(IllegalStateException.class, () -> new GradientSum(2).meanLoss());
    assertThrows(IllegalStateException.class, () -> sum(0, 0, 0, 0).meanGradient());
  }

  @Test
  void lengthsMustAgree() {
    assertThrows(
        IllegalArgumentException.class, () -> new GradientSum(2).merge(new GradientSum(3)));
  }
}
