package rllc.train.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.loss.MarginLoss;
import rllc.optim.Quadratic;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.settings.StopSettings;
import rllc.shard.Block;
import rllc.train.objective.Objective;
import rllc.train.report.Outcome;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

class LinearObjectiveTest {
  /** One point of the option grid. */
  record Options(
      MarginLoss loss,
      boolean standardised,
      boolean fitIntercept,
      double lambda,
      boolean standardization) {}

  private final TinyData data = TinyData.of(11);

  static Stream<Options> grid() {
    List<Options> grid = new ArrayList<>();
    for (MarginLoss loss : MarginLoss.values()) {
      for (boolean standardised : new boolean[] {false, true}) {
        for (boolean fitIntercept : new boolean[] {false, true}) {
          for (double lambda : new double[] {0, 0.3}) {
            for (boolean standardization : new boolean[] {false, true}) {
              grid.add(new Options(loss, standardised, fitIntercept, lambda, standardization));
            }
          }
        }
      }
    }
    return grid.stream();
  }

  private LinearObjective objective(Options o) {
    Coordinates coordinates = data.coordinates(o.standardised(), o.fitIntercept());
    return data.admittedBy(o.loss())
        .objective(o.loss(), coordinates, o.lambda(), o.standardization());
  }

  @ParameterizedTest
  @MethodSource("grid")
  void gradientIsTheCentralDifference(Options options) {
    LinearObjective objective = objective(options);
    double[] u = point(objective.dimension(), options);
    double[] gradient = objective.evaluate(u).gradient();
    for (int i = 0; i < u.length; i++) {
      double h = 1e-5;
      double difference = (lossAt(objective, u, i, h) - lossAt(objective, u, i, -h)) / (2 * h);
      assertEquals(difference, gradient[i], 1e-6 * (1 + Math.abs(difference)), "entry " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("grid")
  void hessianVectorIsTheCentralDifference(Options options) {
    LinearObjective objective = objective(options);
    double[] u = point(objective.dimension(), options);
    double[] direction = Quadratic.vector(u.length, new SplittableRandom(5));
    double[] product = objective.hessianVector(u, direction);
    double h = 1e-5;
    double[] plus = objective.evaluate(moved(u, h, direction)).gradient();
    double[] minus = objective.evaluate(moved(u, -h, direction)).gradient();
    for (int i = 0; i < u.length; i++) {
      double difference = (plus[i] - minus[i]) / (2 * h);
      assertEquals(difference, product[i], 1e-5 * (1 + Math.abs(difference)), "entry " + i);
    }
  }

  /** The value is MLlib's formula on the original coefficients, row by row. */
  @ParameterizedTest
  @MethodSource("grid")
  void valueIsTheFormula(Options options) {
    LinearObjective objective = objective(options);
    double[] u = point(objective.dimension(), options);
    double[] theta = objective.coordinates().toOriginal(u);
    double sum = 0;
    double weights = 0;
    for (Block block : data.blocks()) {
      for (int row = 0; row < block.rows(); row++) {
        double margin = theta[TinyData.FEATURES];
        for (int j = 0; j < TinyData.FEATURES; j++) {
          margin += theta[j] * block.values()[row * TinyData.FEATURES + j];
        }
        sum += block.weight(row) * options.loss().value(margin, block.label(row));
        weights += block.weight(row);
      }
    }
    double squares = 0;
    for (int j = 0; j < TinyData.FEATURES; j++) {
      double w = options.standardization() ? theta[j] * data.deviations()[j] : theta[j];
      squares += w * w;
    }
    double expected = sum / weights + options.lambda() / 2 * squares;
    assertEquals(expected, objective.evaluate(u).loss(), 1e-10 * Math.abs(expected));
  }

  /** In whatever coordinates: the optimizer finds the same coefficients, the constant one 0. */
  @ParameterizedTest
  @MethodSource("grid")
  void coordinatesDoNotMoveTheOptimum(Options options) {
    Options other =
        new Options(
            options.loss(),
            !options.standardised(),
            options.fitIntercept(),
            options.lambda(),
            options.standardization());
    double[] theta = optimum(objective(options));
    double[] same = optimum(objective(other));
    assertEquals(0, theta[3]);
    for (int j = 0; j < theta.length; j++) {
      assertEquals(theta[j], same[j], 2e-5 * (1 + Math.abs(theta[j])), "coefficient " + j);
    }
    if (!options.fitIntercept()) {
      assertEquals(0, theta[TinyData.FEATURES]);
    }
  }

  @Test
  void mapsAreInverse() {
    for (boolean standardised : new boolean[] {false, true}) {
      Coordinates coordinates = data.coordinates(standardised, true);
      double[] u = Quadratic.vector(coordinates.dimension(), new SplittableRandom(2));
      u[3] = 0; // the constant feature
      assertArrayEquals(u, coordinates.fromOriginal(coordinates.toOriginal(u)), 1e-12);
    }
  }

  @Test
  void wrongArgumentsAreNamed() {
    Coordinates coordinates = data.coordinates(true, true);
    assertThrows(IllegalArgumentException.class, () -> coordinates.toOriginal(new double[2]));
    assertThrows(
        IllegalArgumentException.class, () -> Penalty.l2(-1, coordinates, data.deviations(), true));
    assertThrows(
        IllegalArgumentException.class,
        () -> Coordinates.original(new double[] {Double.NaN}, 1, true));
  }

  private static double[] optimum(LinearObjective objective) {
    double[] start = new double[objective.dimension()];
    StopSettings stop = Stops.after(2000, 1e-9);
    Outcome last = Runs.run(new OptimizerSettings.Lbfgs(), objective, start, stop).outcome();
    return objective.coordinates().toOriginal(last.theta());
  }

  /** A point of moderate margins: standardised units of 1, or what they are in original ones. */
  private double[] point(int dimension, Options options) {
    double[] u = Quadratic.vector(dimension, new SplittableRandom(7));
    if (!options.standardised()) {
      u[4] /= 100;
    }
    return u;
  }

  private static double lossAt(Objective objective, double[] u, int i, double h) {
    double[] moved = u.clone();
    moved[i] += h;
    return objective.evaluate(moved).loss();
  }

  private static double[] moved(double[] u, double h, double[] direction) {
    double[] moved = u.clone();
    Vectors.addScaledInto(h, direction, moved);
    return moved;
  }
}
