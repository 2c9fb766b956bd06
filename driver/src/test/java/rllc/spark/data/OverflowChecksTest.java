package rllc.spark.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import rllc.shard.Block;
import rllc.shard.Moments;
import rllc.spark.input.BadInputException;

class OverflowChecksTest {
  /** Two rows of one feature. */
  private static void check(double label, double feature, double weight) {
    Moments moments = new Moments(1);
    moments.add(
        Block.dense(
            1,
            new double[] {label, 2 * label},
            new double[] {weight, weight},
            new double[] {feature, -feature}));
    OverflowChecks.check(moments);
  }

  private static void refused(String message, double label, double feature, double weight) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> check(label, feature, weight));
    assertEquals(message, e.getMessage());
  }

  @Test
  void numbersOfUsualSizePass() {
    assertDoesNotThrow(() -> check(1, 1, 1));
    assertDoesNotThrow(() -> check(1, 1e140, 1));
    assertDoesNotThrow(() -> check(1e-140, 1e-300, 1));
    assertDoesNotThrow(() -> check(1, 0, 1e-300));
  }

  @Test
  void overflowIsNamed() {
    String deviation = " must have a standard deviation of at most 1.0E150, got ";
    refused("feature 0" + deviation + "squares that overflow", 1, 1e300, 1);
    refused("the labels" + deviation + "squares that overflow", 1e200, 1, 1);
    refused("the sum of the weights must be at most 1.0E150, got 2.0E300", 1, 1, 1e300);
    refused(
        "the sum of the weights must be at least 2.2250738585072014E-308, of which numbers below"
            + " lose digits, got 8.0E-320",
        1,
        1,
        4e-320);
  }

  @Test
  void nothingToLearnIsNamed() {
    refused("the weight of one row at least must be positive, got only 0", 1, 1, 0);
    refused(
        "the labels must have two values or more among rows of positive weight, got none whose"
            + " squares are above 0",
        1e-200,
        1,
        1);
  }
}
