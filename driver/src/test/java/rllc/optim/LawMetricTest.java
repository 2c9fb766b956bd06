package rllc.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.kernel.Sweeps;

/** The law corrected in other metrics than the paper's. */
class LawMetricTest {
  private static final Sweeps SWEEPS = Sweeps.of(KernelChoice.of(KernelMode.JAVA).kernels(), 1);
  private static final int D = 12;

  @Test
  void workedNumber() {
    DriverMemoryUnits units = DriverMemoryUnits.of(SWEEPS, new double[] {2, 0});
    LawMetric metric = LawMetric.of(v -> new double[] {3 * v[0], v[1]});
    InnerProducts products = metric.of(units, 0.5, units.innerProducts(new double[] {3, 5}));
    assertEquals(6, products.gram()[0][0]);
    assertEquals(6, products.gradientProducts()[0]);
    assertEquals(1.25, new Law(0.25, 1e-5).correct(new double[] {1}, products).law()[0], 1e-15);
  }

  private static SplittableRandom draw(RepetitionInfo repetition) {
    return new SplittableRandom(7000L + repetition.getCurrentRepetition());
  }

  private static UnaryOperator<double[]> diagonal(Quadratic quadratic) {
    return v -> {
      double[] product = v.clone();
      for (int i = 0; i < v.length; i++) {
        product[i] *= quadratic.hessian()[i][i];
      }
      return product;
    };
  }

  private static double[] run(
      Quadratic quadratic,
      LinearMemory memory,
      double[] law0,
      LawMetric metric,
      double c2,
      MemoryUnits units) {
    RllcOptimizer optimizer = new RllcOptimizer(memory, 0.4, law0, new Law(c2, 1e-5), SWEEPS);
    // Step 1 and not 0: the law is corrected from the given memory on.
    OptimizerState state = new OptimizerState(quadratic.start(), units, law0, 1);
    for (int step = 0; step < 12; step++) {
      state = optimizer.update(state, quadratic.gradient(state.theta()), metric).state();
    }
    return state.theta();
  }

  /** P' = Q^-1 P Q, v' = Q^T v, L0' = Q^-1 L0, M0' = M0 Q gives the same theta in any metric. */
  @RepeatedTest(30)
  void basisInvariance(RepetitionInfo repetition) {
    SplittableRandom random = draw(repetition);
    Quadratic quadratic = Quadratic.random(D, 10, random);
    double c2 = random.nextDouble(0.01, 0.5);
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
    double[] turnedLaw = {0.5 * e - 0.1 * b, -0.5 * c + 0.1 * a};
    DriverMemoryUnits turnedUnits =
        DriverMemoryUnits.of(SWEEPS, combine(a, u, c, w), combine(b, u, e, w));
    for (LawMetric metric :
        new LawMetric[] {LawMetric.of(diagonal(quadratic)), LawMetric.of(quadratic::times)}) {
      double[] theta =
          run(
              quadratic,
              LinearMemory.multiMomentum(0.2, 0.7),
              new double[] {0.5, 0.1},
              metric,
              c2,
              DriverMemoryUnits.of(SWEEPS, u, w));
      double[] same = run(quadratic, turned, turnedLaw, metric, c2, turnedUnits);
      assertArrayEquals(theta, same, 1e-9 * (1 + Vectors.norm(theta)));
    }
  }

  /** With B = H and c2 = 1 the last step taken again ends where no unit leads downhill. */
  @RepeatedTest(50)
  void exactInHindsight(RepetitionInfo repetition) {
    SplittableRandom random = draw(repetition);
    Quadratic quadratic = Quadratic.random(D, 30, random);
    double c1 = random.nextDouble(0.05, 3);
    double[][] columns = new double[1 + random.nextInt(4)][];
    Arrays.setAll(columns, j -> Quadratic.vector(D, random));
    DriverMemoryUnits units = DriverMemoryUnits.of(SWEEPS, columns);
    double[] law = Quadratic.vector(columns.length, random);
    double[] before = moved(quadratic.start(), c1, units, law);
    InnerProducts products =
        LawMetric.of(quadratic::times)
            .of(units, c1, units.innerProducts(quadratic.gradient(before)));
    double[] corrected = new Law(1, 0).correct(law, products).law();
    double[] after = moved(quadratic.start(), c1, units, corrected);
    double[] slopes = units.innerProducts(quadratic.gradient(after)).gradientProducts();
    assertArrayEquals(new double[columns.length], slopes, 1e-10);
  }

  private static double[] moved(double[] from, double c1, DriverMemoryUnits units, double[] law) {
    double[] to = from.clone();
    for (int j = 0; j < law.length; j++) {
      Vectors.addScaledInto(-c1 * law[j], units.column(j), to);
    }
    return to;
  }

  /** One unit, M = g, B = H, c2 = 1: the step length of Barzilai and Borwein, s.s / s.y. */
  @RepeatedTest(10)
  void barzilaiBorwein(RepetitionInfo repetition) {
    Quadratic quadratic = Quadratic.random(D, 20, draw(repetition));
    RllcOptimizer optimizer =
        new RllcOptimizer(LinearMemory.sgd(), 0.3, new double[] {1}, new Law(1, 1e-5), SWEEPS);
    LawMetric metric = LawMetric.of(quadratic::times);
    OptimizerState state = optimizer.init(quadratic.start());
    state = optimizer.update(state, quadratic.gradient(state.theta()), metric).state();
    double[] x = quadratic.start();
    double[] next = combine(1, x, -0.3, quadratic.gradient(x));
    for (int step = 0; step < 15; step++) {
      assertArrayEquals(next, state.theta(), 1e-9 * (1 + Vectors.norm(next)));
      double[] s = combine(1, next, -1, x);
      double[] y = combine(1, quadratic.gradient(next), -1, quadratic.gradient(x));
      x = next;
      next = combine(1, x, -Vectors.dot(s, s) / Vectors.dot(s, y), quadratic.gradient(x));
      state = optimizer.update(state, quadratic.gradient(state.theta()), metric).state();
    }
  }

  /** f -> s f with c1 -> c1 / s gives the same theta: c2 has no unit in any metric. */
  @RepeatedTest(10)
  void scaleInvariance(RepetitionInfo repetition) {
    double s = 2.3;
    Quadratic quadratic = Quadratic.random(D, 10, draw(repetition));
    LinearMemory memory = LinearMemory.jordan(0.6, 2);
    Law law = new Law(0.05, 1e-5);
    RllcOptimizer plain = new RllcOptimizer(memory, 0.3, new double[] {1, 0}, law, SWEEPS);
    RllcOptimizer scaled = new RllcOptimizer(memory, 0.3 / s, new double[] {1, 0}, law, SWEEPS);
    LawMetric metric = LawMetric.of(quadratic::times);
    LawMetric larger = LawMetric.of(v -> combine(s, quadratic.times(v), 0, v));
    OptimizerState a = plain.init(quadratic.start());
    OptimizerState b = scaled.init(quadratic.start());
    for (int step = 0; step < 15; step++) {
      a = plain.update(a, quadratic.gradient(a.theta()), metric).state();
      double[] gradient = combine(s, quadratic.gradient(b.theta()), 0, b.theta());
      b = scaled.update(b, gradient, larger).state();
    }
    assertArrayEquals(a.theta(), b.theta(), 1e-7 * (1 + Vectors.norm(a.theta())));
  }

  /** The paper's metric by its matrix, B = I / c1, and the identity: the same steps. */
  @Test
  void identityIsTheInverseOfTheLearningRate() {
    Quadratic quadratic = Quadratic.random(D, 10, new SplittableRandom(1));
    double[] law0 = {0.5, 0.1};
    LinearMemory memory = LinearMemory.multiMomentum(0.2, 0.7);
    DriverMemoryUnits units = DriverMemoryUnits.of(SWEEPS, quadratic.start(), quadratic.linear());
    double[] paper = run(quadratic, memory, law0, LawMetric.IDENTITY, 0.1, units);
    LawMetric inverse = LawMetric.of(v -> combine(1 / 0.4, v, 0, v));
    assertArrayEquals(paper, run(quadratic, memory, law0, inverse, 0.1, units), 1e-10);
    RllcOptimizer optimizer = new RllcOptimizer(memory, 0.4, law0, new Law(0.1, 1e-5), SWEEPS);
    OptimizerState state = new OptimizerState(quadratic.start(), units, law0, 1);
    double[] gradient = quadratic.gradient(state.theta());
    assertArrayEquals(
        optimizer.update(state, gradient).state().theta(),
        optimizer.update(state, gradient, LawMetric.IDENTITY).state().theta(),
        0.0);
  }

  private static double[] combine(double a, double[] x, double b, double[] y) {
    double[] sum = new double[x.length];
    Vectors.addScaledInto(a, x, sum);
    Vectors.addScaledInto(b, y, sum);
    return sum;
  }
}
