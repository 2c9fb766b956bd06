package rllc.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.loss.Huber;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.loss.SquaredHinge;
import rllc.loss.Tweedie;
import rllc.shard.Block;

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

  private static final List<Loss> LOSSES =
      List.of(
          MarginLoss.LOGISTIC,
          MarginLoss.SQUARED,
          new SquaredHinge(),
          new Huber(1),
          MarginLoss.POISSON,
          new Tweedie(1.5),
          new Softmax(2),
          new Softmax(5));

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

  /**
   * exp over the whole line: Poisson's loss of no count is exp(m), of the count 1 exp(m) - 1 - m.
   */
  @ParameterizedTest
  @MethodSource("implementations")
  void meansAreWithinFourUlp(Kernels kernels) {
    for (double margin : margins()) {
      for (double m : new double[] {margin, -margin}) {
        double mean = m > 710 ? Double.POSITIVE_INFINITY : exp(new BigDecimal(m)).doubleValue();
        check(kernels, MarginLoss.POISSON, m, 0, mean, mean);
        double value = m > 710 ? mean : rest(new BigDecimal(m)).doubleValue();
        // exp(m) - 1 - m loses at most two bits.
        check(kernels, MarginLoss.POISSON, m, 1, value, Double.NaN, 16);
        check(kernels, MarginLoss.GAMMA, -m, 1, value, Double.NaN, 16);
      }
    }
  }

  /** exp(x) - 1 - x. */
  private static BigDecimal rest(BigDecimal x) {
    if (Math.abs(x.doubleValue()) > 1e-3) {
      return exp(x).subtract(BigDecimal.ONE).subtract(x);
    }
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal term = x;
    for (int k = 2; k < 20; k++) {
      term = term.multiply(x, DIGITS).divide(new BigDecimal(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** Labels of all sizes: where the mean is the label the loss is next to nothing. */
  @ParameterizedTest
  @MethodSource("implementations")
  void amountsOfAllSizes(Kernels kernels) {
    for (double label : new double[] {Double.MIN_NORMAL, 1e-300, 1e-5, 0.7, 1, 3, 1e18, 1e300}) {
      for (Loss loss : List.of(MarginLoss.POISSON, MarginLoss.GAMMA, new Tweedie(1.7))) {
        double m = StrictMath.log(label);
        Block block = Block.dense(1, new double[] {label}, null, new double[] {m});
        double[] gradient = new double[2];
        double value = kernels.lossGradient(block, loss, new double[] {1, 0}, gradient);
        double power = loss == MarginLoss.POISSON ? 1 : loss == MarginLoss.GAMMA ? 0 : 0.3;
        double unit = Math.pow(label, power);
        assertTrue(value >= 0 && value <= 1e-24 * unit, loss + " of " + label + ": " + value);
        assertEquals(0, gradient[1], 1e-12 * unit, loss + " of " + label);
      }
    }
  }

  /** A margin that is far off gives an infinite loss, which no step is taken to, and no NaN. */
  @ParameterizedTest
  @MethodSource("implementations")
  void overflowIsInfinite(Kernels kernels) {
    double inf = Double.POSITIVE_INFINITY;
    for (double m : new double[] {800, 1e5, 1e300, inf}) {
      for (double label : new double[] {0, 1, 1e5}) {
        check(kernels, MarginLoss.POISSON, m, label, inf, inf);
      }
      check(kernels, MarginLoss.GAMMA, -m, 2, inf, -inf);
      check(kernels, new Tweedie(1.5), 2 * m, 0, inf, inf);
      check(kernels, new Tweedie(1.5), 2 * m, 2, inf, inf);
      check(kernels, new Tweedie(1.5), -2 * m, 2, inf, -inf);
    }
    check(kernels, MarginLoss.POISSON, -inf, 0, 0, 0);
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
    for (Loss loss : LOSSES) {
      for (double label : new double[] {0, 1}) {
        double[] theta = new double[2 * loss.outputs()];
        theta[0] = 1;
        double[] gradient = new double[theta.length];
        Block block = Block.dense(1, new double[] {label}, null, new double[] {Double.NaN});
        double sum = kernels.lossGradient(block, loss, theta, gradient);
        assertTrue(Double.isNaN(sum), loss + " " + sum);
        for (double part : gradient) {
          assertTrue(Double.isNaN(part), loss + " " + Arrays.toString(gradient));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void aLabelThatIsNoClassGivesNotANumber(Kernels kernels) {
    for (double label : new double[] {-1, 0.5, 3, Double.NaN}) {
      Block block = Block.dense(1, new double[] {label}, null, new double[] {1});
      assertTrue(Double.isNaN(kernels.loss(block, new Softmax(3), new double[6])));
    }
  }

  /** Rows of weight 0 are not looked at, whatever they hold. */
  @ParameterizedTest
  @MethodSource("implementations")
  void rowsOfWeightZeroCountForNothing(Kernels kernels) {
    int rows = 11;
    double[] values = RandomBlocks.vector(rows * 9, 1);
    double[] weights = new double[rows];
    Arrays.fill(weights, 1);
    double[] clean = values.clone();
    for (int row : new int[] {0, 4, 5, 10}) {
      weights[row] = 0;
      Arrays.fill(values, row * 9, row * 9 + 9, row == 4 ? Double.NaN : Double.MAX_VALUE);
      values[row * 9] = Double.NEGATIVE_INFINITY;
    }
    for (Loss loss : LOSSES) {
      double[] theta = RandomBlocks.vector(10 * loss.outputs(), 2);
      double[][] out = new double[8][theta.length];
      Block bad = Block.dense(9, new double[rows], weights, values);
      Block good = Block.dense(9, new double[rows], weights, clean);
      assertEquals(
          kernels.lossGradientDiagonal(good, loss, theta, out[0], out[1], out[2]),
          kernels.lossGradientDiagonal(bad, loss, theta, out[4], out[5], out[6]));
      kernels.hessianVector(good, loss, theta, theta, out[3]);
      kernels.hessianVector(bad, loss, theta, theta, out[7]);
      for (int i = 0; i < 4; i++) {
        assertArrayEquals(out[i], out[i + 4], loss.toString());
      }
    }
  }

  /** Softmax of margins far apart: exact limits, no overflow. */
  @ParameterizedTest
  @MethodSource("implementations")
  void softmaxOfLargeMargins(Kernels kernels) {
    double[] theta = {1000, -1000, 0, 0, 0, 0};
    double[] gradient = new double[6];
    Block block = Block.dense(1, new double[] {0, 1, 2}, null, new double[] {1, 1, 1});
    assertEquals(3000, kernels.lossGradient(block, new Softmax(3), theta, gradient));
    assertArrayEquals(new double[] {2, -1, -1, 2, -1, -1}, gradient);
    Block tiny = Block.dense(1, new double[] {0}, null, new double[] {0.7});
    double expected = StrictMath.exp(-700) + StrictMath.exp(-1400);
    assertEquals(
        expected, kernels.loss(tiny, new Softmax(3), theta), 2e-13 * expected, "tail of 1e-304");
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

  private static void check(
      Kernels kernels, double margin, double label, double value, double multiplier) {
    check(kernels, MarginLoss.LOGISTIC, margin, label, value, multiplier);
  }

  private static void check(
      Kernels kernels, Loss loss, double margin, double label, double value, double multiplier) {
    check(kernels, loss, margin, label, value, multiplier, 4);
  }

  /**
   * Checks one row whose margin is exactly {@code margin}.
   *
   * @param multiplier NaN if it is not looked at
   * @param ulps that the value may be off by
   */
  private static void check(
      Kernels kernels,
      Loss loss,
      double margin,
      double label,
      double value,
      double multiplier,
      int ulps) {
    Block block = Block.dense(1, new double[] {label}, null, new double[] {margin});
    double[] gradient = new double[2];
    double[] theta = {1, 0};
    double sum = kernels.lossGradient(block, loss, theta, gradient);
    String at = loss + ", margin " + margin + " label " + label;
    assertWithinUlps(value, sum, ulps, at);
    if (!Double.isNaN(multiplier)) {
      assertWithinUlps(multiplier, gradient[1], 4, at);
    }
  }

  private static void assertWithinUlps(double expected, double actual, int ulps, String at) {
    if (Double.isInfinite(expected)) {
      assertEquals(expected, actual, at);
    } else {
      assertEquals(expected, actual, ulps * Math.ulp(expected), at);
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

  /** exp(x) for x <= 710 by halving and Taylor's sum; 0 where a double has long underflowed. */
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
