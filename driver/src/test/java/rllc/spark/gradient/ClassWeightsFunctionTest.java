package rllc.spark.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.shard.Block;

class ClassWeightsFunctionTest {
  private static double[] weights(double... labels) {
    ClassWeightsFunction function = new ClassWeightsFunction(2);
    double[] sum = function.empty();
    double[] weights = new double[labels.length];
    java.util.Arrays.fill(weights, 0.5);
    function.add(sum, Block.dense(0, labels, weights, new double[0]), 0);
    return sum;
  }

  @Test
  void ofEachClass() {
    assertArrayEquals(new double[] {0.5, 1}, weights(1, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 2, 0.5, Double.NaN})
  void aLabelThatIsNoClassIsRefused(double label) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> weights(0, label));
    assertEquals("a label must be one of the classes 0 .. 1, got " + label, e.getMessage());
  }
}
