package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Sweeps;

/** The properties of the retrospective law; each property is run with fixed random seeds. */
class LawPropertiesTest {
  private static final Sweeps SWEEPS = Sweeps.of(KernelChoice.of(KernelMode.JAVA).kernels(), 1);
  private static final int D = 12;

  @Test
  void workedNumber() {
    DriverMemoryUnits units = DriverMemoryUnits.of(SWEEPS, new double[] {2, 0});
    Law.Correction correction =
        new Law(0.1, 1e-5).correct(new double[] {1}, units.innerProducts(new double[] {3, 5}));
    assertArrayEquals(new double[] {1.15}, correction.law(), 1e-15);
    assertEquals(1, correction.conditionNumber());
  }

  /** A repetition's own random numbers: a failure names the repetition and can be run again. */
  private static SplittableRandom draw(int property, RepetitionInfo repetition) {
    return new SplittableRandom(1000L * property + repetition.getCurrentRepetition());
  }

  /** P' = Q^-1 P Q, v' = Q^T v, L0' = Q^-1 L0, M0' = M0 Q gives the same theta. */
  @RepeatedTest(30)
  void basisInvariance(RepetitionInfo repetition) {
    SplittableRandom draw = draw(1, repetition);
    long seed = draw.nextLong(1, 1001);
    int hundredths = draw.nextInt(1, 31);
    double c2 = hundredths / 100.0;
    SplittableRandom random = new SplittableRandom(seed);
    Quadratic quadratic = Quadratic.random(D, 10, random);
    LinearMemory memory = LinearMemory.multiMomentum(0.2, 0.7);
    double[] u = Quadratic.vector(D, random);
    double[] w = Quadratic.vector(D, random);
    // Q = [[a, b], [c, e]] with determinant 1, so its inverse is [[e, -b], [-c, a]].
    double a = 1 + random.nextDouble();
    double b = random.nextDouble() - 0.5;
    double c = random.nextDouble() - 0.5;
    double e = (1 + b * c) / a;
    double[][] p = {
      {0.2 * e * a - 0.7 * b * c, 0.2 * e * b - 0.7 * b * e},
      {-0.2 * c * a + 0.7 * a * c, -0.2 * c * b + 0.7 * a * e}
    };
    LinearMemory turned = LinearMemory.custom(p, new double[] {a + c, b + e});
    double[] theta =
        run(quadratic, memory, new double[] {0.5, 0.1}, c2, DriverMemoryUnits.of(SWEEPS, u, w));
    double[] same =
        run(
            quadratic,
            turned,
            new double[] {0.5 * e - 0.1 * b, -0.5 * c + 0.1 * a},
            c2,
            DriverMemoryUnits.of(SWEEPS, combine(a, u, c, w), combine(b, u, e, w)));
    assertArrayEquals(theta, same, 1e-9 * (1 + Vectors.norm(theta)));
  }

  /** f -> s f with c1 -> c1 / s gives the same theta. */
  @RepeatedTest(30)
  void scaleInvariance(RepetitionInfo repetition) {
    SplittableRandom draw = draw(2, repetition);
    long seed = draw.nextLong(1, 1001);
    int exponent = draw.nextInt(-10, 11);
    double s = Math.pow(2.3, exponent); // not a power of two: those would hide rounding
    Quadratic quadratic = Quadratic.random(D, 10, new SplittableRandom(seed));
    LinearMemory memory = LinearMemory.jordan(0.6, 2);
    Optimizer plain =
        new RllcOptimizer(memory, 0.3, new double[] {1, 0}, new Law(0.05, 1e-5), SWEEPS);
    Optimizer scaled =
        new RllcOptimizer(memory, 0.3 / s, new double[] {1, 0}, new Law(0.05, 1e-5), SWEEPS);
    OptimizerState a = plain.init(quadratic.start());
    OptimizerState b = scaled.init(quadratic.start());
    for (int step = 0; step < 15; step++) {
      a = plain.update(a, quadratic.gradient(a.theta())).state();
      b = scaled.update(b, combine(s, quadratic.gradient(b.theta()), 0, b.theta())).state();
    }
    assertArrayEquals(a.theta(), b.theta(), 1e-7 * (1 + Vectors.norm(a.theta())));
  }

  /** The last step taken again with the corrected law is no worse while c1 c2 lambda_max < 2. */
  @RepeatedTest(100)
  void lawStepBound(RepetitionInfo repetition) {
    SplittableRandom draw = draw(3, repetition);
    long seed = draw.nextLong(1, 1001);
    int c1Twentieths = draw.nextInt(1, 61);
    int thousandths = draw.nextInt(1, 1000);
    double c1 = c1Twentieths / 20.0;
    double c2 = 2 * (thousandths / 1000.0) / c1; // lambda_max is 1
    SplittableRandom random = new SplittableRandom(seed);
    Quadratic quadratic = Quadratic.random(D, 30, random);
    DriverMemoryUnits units =
        DriverMemoryUnits.of(SWEEPS, Quadratic.vector(D, random), Quadratic.vector(D, random));
    double[] law = {random.nextDouble(), random.nextDouble()};
    double[] before = combine(1, quadratic.start(), -c1, along(units, law));
    Law.Correction correction =
        new Law(c2, 1e-5).correct(law, units.innerProducts(quadratic.gradient(before)));
    double[] after = combine(1, quadratic.start(), -c1, along(units, correction.law()));
    double rise = quadratic.value(after) - quadratic.value(before);
    assertTrue(rise <= 1e-12, () -> "retrospective loss rose by " + rise);
  }

  /** At t = 1 all units of a multi-momentum equal g: rank 1, and the law moves equally in all. */
  @RepeatedTest(20)
  void firstCorrectionMovesAllUnitsEqually(RepetitionInfo repetition) {
    SplittableRandom draw = draw(4, repetition);
    long seed = draw.nextLong(1, 1001);
    int units = draw.nextInt(1, 7);
    Quadratic quadratic = Quadratic.random(D, 10, new SplittableRandom(seed));
    double[] betas = new double[units];
    double[] law0 = new double[units];
    law0[0] = 1;
    for (int j = 0; j < units; j++) {
      betas[j] = 0.9 * j / units;
    }
    Optimizer optimizer =
        new RllcOptimizer(LinearMemory.multiMomentum(betas), 0.1, law0, new Law(0.1, 1e-5), SWEEPS);
    OptimizerState state = optimizer.init(quadratic.start());
    state = optimizer.update(state, quadratic.gradient(state.theta())).state();
    Optimizer.Update second = optimizer.update(state, quadratic.gradient(state.theta()));
    double change = second.state().law()[0] - 1;
    assertTrue(Math.abs(change) > 1e-4);
    for (int j = 1; j < units; j++) {
      assertEquals(change, second.state().law()[j], 1e-12);
    }
    assertEquals(1, second.conditionNumber());
  }

  @Test
  void zeroGradientMovesNothing() {
    Optimizer optimizer =
        new RllcOptimizer(
            LinearMemory.complex(0.9, 1), 1, new double[] {1, 0}, new Law(0.5, 1e-5), SWEEPS);
    OptimizerState state = optimizer.init(new double[] {1, 2});
    for (int step = 0; step < 3; step++) {
      Optimizer.Update update = optimizer.update(state, new double[2]);
      state = update.state();
      assertEquals(0, update.stepNorm());
      assertTrue(Double.isNaN(update.conditionNumber()));
    }
    assertArrayEquals(new double[] {1, 2}, state.theta());
    assertArrayEquals(new double[] {1, 0}, state.law());
  }

  @Test
  void overflowLeavesTheLawAlone() {
    DriverMemoryUnits units = DriverMemoryUnits.of(SWEEPS, new double[] {1e200}, new double[] {1});
    double[] law = {1, 2};
    Law.Correction correction =
        new Law(0.1, 1e-5).correct(law, units.innerProducts(new double[] {1}));
    assertSame(law, correction.law());
  }

  @Test
  void inadmissibleCorrectionsAreCut() {
    DriverMemoryUnits units = DriverMemoryUnits.of(SWEEPS, new double[] {2});
    InnerProducts products = units.innerProducts(new double[] {8});
    double[] law = {1};
    assertEquals(2, new Law(0.25, 1e-5).correct(law, products).law()[0]);
    assertEquals(1.25, new Law(0.25, 1e-5, l -> l[0] < 1.5).correct(law, products).law()[0]);
    assertSame(law, new Law(0.25, 1e-5, l -> l[0] <= 1).correct(law, products).law());
  }

  /** M = [g, last step] with the law solved exactly each step is conjugate gradients. */
  @RepeatedTest(10)
  void oracleEqualsConjugateGradients(RepetitionInfo repetition) {
    SplittableRandom draw = draw(5, repetition);
    long seed = draw.nextLong(1, 1001);
    Quadratic quadratic = Quadratic.random(D, 20, new SplittableRandom(seed));
    double[] x = quadratic.start();
    double[] cg = x;
    double[] residual = combine(-1, quadratic.gradient(cg), 0, cg);
    double[] direction = residual;
    double[] last = new double[D];
    for (int step = 0; step < D - 2; step++) {
      double[] next = oracleStep(quadratic, x, last);
      last = combine(1, next, -1, x);
      x = next;
      double[] product = quadratic.times(direction);
      double alpha = Vectors.dot(residual, residual) / Vectors.dot(direction, product);
      cg = combine(1, cg, alpha, direction);
      double[] after = combine(1, residual, -alpha, product);
      double beta = Vectors.dot(after, after) / Vectors.dot(residual, residual);
      direction = combine(1, after, beta, direction);
      residual = after;
      assertArrayEquals(cg, x, 1e-7, "step " + step);
    }
  }

  /** The best point in x + span(g, last): one Newton step of the law, with H as its metric. */
  private static double[] oracleStep(Quadratic quadratic, double[] x, double[] last) {
    double[] g = quadratic.gradient(x);
    boolean first = Vectors.norm(last) == 0;
    DriverMemoryUnits units =
        first ? DriverMemoryUnits.of(SWEEPS, g) : DriverMemoryUnits.of(SWEEPS, g, last);
    double[][] metric = new double[units.units()][units.units()];
    for (int i = 0; i < metric.length; i++) {
      for (int j = 0; j < metric.length; j++) {
        metric[i][j] = Vectors.dot(units.column(i), quadratic.times(units.column(j)));
      }
    }
    double[] b = units.innerProducts(g).gradientProducts();
    Law.Correction law =
        new Law(1, 0).correct(new double[metric.length], new InnerProducts(metric, b));
    return combine(1, x, -1, along(units, law.law()));
  }

  @Test
  void fixedLawComputesNoProducts() {
    double[] law = {1, 0.5};
    Optimizer optimizer =
        new RllcOptimizer(LinearMemory.sgdMomentum(0.5), 1, law, Law.FIXED, SWEEPS);
    OptimizerState first =
        optimizer.update(optimizer.init(new double[2]), new double[] {1, 2}).state();
    OptimizerState second = optimizer.update(first, new double[] {1, 2}).state();
    assertSame(first.law(), second.law());
  }

  private static double[] run(
      Quadratic quadratic, LinearMemory memory, double[] law0, double c2, MemoryUnits units) {
    Optimizer optimizer = new RllcOptimizer(memory, 0.4, law0, new Law(c2, 1e-5), SWEEPS);
    // Step 1 and not 0: the law is corrected from the given memory on.
    OptimizerState state = new OptimizerState(quadratic.start(), units, law0, 1);
    for (int step = 0; step < 12; step++) {
      state = optimizer.update(state, quadratic.gradient(state.theta())).state();
    }
    return state.theta();
  }

  /** M L. */
  private static double[] along(DriverMemoryUnits units, double[] law) {
    double[] sum = new double[units.column(0).length];
    for (int j = 0; j < law.length; j++) {
      Vectors.addScaledInto(law[j], units.column(j), sum);
    }
    return sum;
  }

  private static double[] combine(double a, double[] x, double b, double[] y) {
    double[] sum = new double[x.length];
    Vectors.addScaledInto(a, x, sum);
    Vectors.addScaledInto(b, y, sum);
    return sum;
  }
}
