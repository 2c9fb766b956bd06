package rllc.train.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import rllc.family.Family;
import rllc.family.LabelFacts;
import rllc.loss.MarginLoss;
import rllc.optim.Quadratic;
import rllc.train.linear.LinearObjective;
import rllc.train.testing.TinyData;

class CurvatureTest {
  private record QuadraticObjective(Quadratic quadratic) implements CurvedObjective {
    @Override
    public int dimension() {
      return quadratic.start().length;
    }

    @Override
    public Evaluation evaluate(double[] theta) {
      return new Evaluation(
          quadratic.value(theta), quadratic.gradient(theta), 1, 1, StepSeconds.ZERO);
    }

    @Override
    public double[] hessianVector(double[] theta, double[] direction) {
      return quadratic.times(direction);
    }
  }

  /** The largest eigenvalue is 1; an estimate below it would make steps too long. */
  @Test
  void estimatesTheLargestEigenvalueFromAbove() {
    for (int seed = 1; seed <= 50; seed++) {
      for (double condition : new double[] {1, 10, 1e4}) {
        Quadratic quadratic = Quadratic.random(40, condition, new SplittableRandom(seed));
        CurvedObjective objective = new QuadraticObjective(quadratic);
        Curvature curvature = Curvature.estimate(objective, new double[40], seed);
        String what = "seed " + seed + ", condition " + condition;
        assertTrue(curvature.largest() > 0.95 && curvature.largest() < 1.3, what);
        assertTrue(curvature.products() <= Curvature.MAX_PRODUCTS, what);
      }
    }
  }

  @Test
  void oneDimensionNeedsOneProduct() {
    Quadratic quadratic = Quadratic.random(1, 1, new SplittableRandom(1));
    assertEquals(
        new Curvature(quadratic.hessian()[0][0], 1),
        Curvature.estimate(new QuadraticObjective(quadratic), new double[1], 5));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    TinyData data = TinyData.of(3);
    LinearObjective objective =
        data.objective(MarginLoss.LOGISTIC, data.coordinates(true, true), 0.1, true);
    double[] zero = new double[objective.dimension()];
    assertEquals(Curvature.estimate(objective, zero, 7), Curvature.estimate(objective, zero, 7));
  }

  @Test
  void startPoints() {
    assertEquals(-Math.log(3), nullIntercept(Family.binomial(), 0.25), 1e-15);
    assertEquals(7.5, nullIntercept(Family.gaussian(), 7.5));
    assertThrows(IllegalArgumentException.class, () -> nullIntercept(Family.binomial(), 1));
  }

  private static double nullIntercept(Family family, double mean) {
    return family.nullIntercepts(new LabelFacts(mean, 1, new double[0]))[0];
  }
}
