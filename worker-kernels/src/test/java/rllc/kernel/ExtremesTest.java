package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.shard.Block;
import rllc.shard.Loss;
import rllc.shard.MarginLoss;

/** The logistic loss over the whole line: 4 ulp, no overflow, NaN and Inf go through. */
class ExtremesTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final double[] EXTREMES = {
    0,
    -0.0,
    1e-320,
    Double.MIN_VALUE,
    1e-300,
    1e-17,
    0.88,
    36,
    37,
    708.3,
    709.8,
    720,
    744.4,
    745.2,
    746,
    800,
    1e3,
    1e10,
    1e300,
    Double.MAX_VALUE
  };

  static Stream<Named<Kernels>> implementations() {
    return KernelsTest.implementations();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void lossAndSigmoidAreWithinFourUlp(Kernels kernels) {
    for (double margin : margins()) {
      BigDecimal e = exp(new BigDecimal(-margin));
      BigDecimal one = BigDecimal.ONE;
      double tail = log1p(e).doubleValue();
      double other = e.divide(one.add(e), DIGITS).doubleValue();
      double sigmoid = one.divide(one.add(e), DIGITS).doubleValue();
      double wrong = log1p(e).add(new BigDecimal(margin)).doubleValue();
      check(kernels, margin, 1, tail, -other);
      check(kernels, margin, 0, wrong, sigmoid);
      check(kernels, -margin, 0, tail, other);
      check(kernels, -margin, 1, wrong, -sigmoid);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void infinitiesGoThrough(Kernels kernels) {
    double inf = Double.POSITIVE_INFINITY;
    check(kernels, inf, 1, 0, 0);
    check(kernels, inf, 0, inf, 1);
    check(kernels, -inf, 0, 0, 0);
    check(kernels, -inf, 1, inf, -1);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void notANumberPropagates(Kernels kernels) {
    for (Loss loss : MarginLoss.values()) {
      for (double label : new double[] {0, 1}) {
        double[] gradient = new double[2];
        Block block = Block.dense(1, new double[] {label}, null, new double[] {Double.NaN});
        double sum = kernels.lossGradient(block, loss, new double[] {1, 0}, gradient);
        assertTrue(Double.isNaN(sum) && Double.isNaN(gradient[0]) && Double.isNaN(gradient[1]));
      }
    }
  }

  /**
   * One infinite or NaN feature must not reach the other columns through a vector's spare lanes.
   */
  @ParameterizedTest
  @MethodSource("implementations")
  void aBadFeatureStaysInItsColumn(Kernels kernels) {
    for (int features : new int[] {5, 9, 13, 17, 20}) {
      for (int bad = 0; bad < features; bad++) {
        double[] values = RandomBlocks.vector(features, 3);
        values[bad] = Double.POSITIVE_INFINITY;
        double[] theta = new double[features + 1];
        theta[bad] = 1;
        double[] gradient = new double[features + 1];
        Block block = Block.dense(features, new double[] {0}, null, values);
        double loss = kernels.lossGradient(block, MarginLoss.LOGISTIC, theta, gradient);
        assertEquals(Double.POSITIVE_INFINITY, loss);
        for (int j = 0; j < features; j++) {
          assertEquals(values[j], gradient[j], "column " + j + " of " + features);
        }
      }
    }
  }

  /** Checks one row whose margin is exactly {@code margin}. */
  private static void check(
      Kernels kernels, double margin, double label, double value, double multiplier) {
    Block block = Block.dense(1, new double[] {label}, null, new double[] {margin});
    double[] gradient = new double[2];
    double[] theta = {1, 0};
    double sum = kernels.lossGradient(block, MarginLoss.LOGISTIC, theta, gradient);
    String at = "margin " + margin + " label " + label;
    assertWithinUlps(value, sum, at);
    assertWithinUlps(multiplier, gradient[1], at);
  }

  private static void assertWithinUlps(double expected, double actual, String at) {
    if (Double.isInfinite(expected)) {
      assertEquals(expected, actual, at);
    } else {
      assertEquals(expected, actual, 4 * Math.ulp(expected), at);
    }
  }

  private static List<Double> margins() {
    List<Double> margins = new ArrayList<>();
    for (double extreme : EXTREMES) {
      margins.add(extreme);
    }
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      margins.add(random.nextDouble() * 3);
      margins.add(random.nextDouble() * 50);
      margins.add(random.nextDouble() * 760);
      margins.add(Math.scalb(random.nextDouble(), -random.nextInt(60)));
    }
    return margins;
  }

  /** exp(x) for x <= 0 by halving and Taylor's sum; 0 where a double has long underflowed. */
  private static BigDecimal exp(BigDecimal x) {
    if (x.doubleValue() < -800) {
      return BigDecimal.ZERO;
    }
    BigDecimal r = x.divide(new BigDecimal(1024), DIGITS);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int k = 1; k < 45; k++) {
      term = term.multiply(r, DIGITS).divide(new BigDecimal(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.pow(1024, DIGITS);
  }

  /** 2 atanh(e / (2 + e)) for 0 <= e <= 1. */
  private static BigDecimal log1p(BigDecimal e) {
    BigDecimal s = e.divide(e.add(new BigDecimal(2)), DIGITS);
    BigDecimal square = s.multiply(s, DIGITS);
    BigDecimal power = s;
    BigDecimal sum = s;
    for (int k = 3; k < 80; k += 2) {
      power = power.multiply(square, DIGITS);
      sum = sum.add(power.divide(new BigDecimal(k), DIGITS), DIGITS);
    }
    return sum.add(sum);
  }
}
