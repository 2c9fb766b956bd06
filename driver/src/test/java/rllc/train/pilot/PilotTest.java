package rllc.train.pilot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rllc.kernel.JavaKernels;
import rllc.loss.Loss;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.optim.Vectors;
import rllc.shard.Block;
import rllc.shard.RowSample;
import rllc.train.linear.Coordinates;
import rllc.train.linear.DrawRule;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.PassRequest;
import rllc.train.linear.Penalty;
import rllc.train.linear.RowNorms;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.TinyData;

/** A pilot of all rows is the objective itself; draws are what they say. */
class PilotTest {
  private static final double LAMBDA = 0.1;
  private final TinyData data = TinyData.of(3);
  private final SplittableRandom random = new SplittableRandom(8);

  static Stream<Arguments> options() {
    return Stream.of(MarginLoss.LOGISTIC, MarginLoss.SQUARED, new Softmax(2))
        .flatMap(
            loss ->
                Stream.of(
                    Arguments.of(loss, true, true),
                    Arguments.of(loss, true, false),
                    Arguments.of(loss, false, true)));
  }

  private LinearObjective objective(Loss loss, boolean standardised, boolean fitIntercept) {
    int outputs = loss.outputs();
    Coordinates coordinates =
        standardised
            ? Coordinates.standardised(data.means(), data.deviations(), outputs, fitIntercept)
            : Coordinates.original(data.deviations(), outputs, fitIntercept);
    return new LinearObjective(
        new LocalGradients(data.blocks(), new JavaKernels()),
        loss,
        coordinates,
        Penalty.l2(LAMBDA, coordinates, data.deviations(), true));
  }

  private double[] vector(LinearObjective objective) {
    return random.doubles(objective.dimension(), -0.5, 0.5).toArray();
  }

  /** All rows, each with its own weight. */
  private Pilot everything(LinearObjective objective, double[] u) {
    RowNorms norms = objective.coordinates().rowNorms();
    DrawRule draw = new DrawRule(1, 1000, 1e12, true, 1, norms);
    LinearObjective.Survey survey = objective.survey(u, new PassRequest(true, List.of(draw)));
    return Pilot.of(objective, survey.samples()[0]);
  }

  private static double[] penalised(LinearObjective objective, double[] product, double[] v) {
    objective.penalty().addGradientInto(v, product);
    return product;
  }

  @ParameterizedTest
  @MethodSource("options")
  void productsAreThoseOfTheObjective(Loss loss, boolean standardised, boolean fitIntercept) {
    LinearObjective objective = objective(loss, standardised, fitIntercept);
    double[] u = vector(objective);
    Pilot pilot = everything(objective, u);
    assertEquals(1, pilot.passes());
    double[] v = vector(objective);
    double[] expected = objective.hessianVector(u, v);
    double[] product = penalised(objective, pilot.hessianVector(u, v), v);
    assertArrayEquals(expected, product, 1e-9 * Vectors.norm(expected));
  }

  @ParameterizedTest
  @MethodSource("options")
  void diagonalsAreThoseOfTheHessian(Loss loss, boolean standardised, boolean fitIntercept) {
    LinearObjective objective = objective(loss, standardised, fitIntercept);
    double[] u = vector(objective);
    double[] full = objective.survey(u, new PassRequest(true, List.of())).diagonal();
    double[] pilots = everything(objective, u).diagonal(u);
    double[] penalty = objective.penalty().diagonal(objective.dimension());
    for (int i = 0; i < u.length; i++) {
      double[] unit = new double[u.length];
      unit[i] = 1;
      double expected = objective.hessianVector(u, unit)[i] - penalty[i];
      assertEquals(expected, full[i], 1e-9 * (1 + expected), "entry " + i);
      assertEquals(expected, pilots[i], 1e-9 * (1 + expected), "entry " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void theHoldoutsLengthMinimisesTheObjective(
      Loss loss, boolean standardised, boolean fitIntercept) {
    LinearObjective objective = objective(loss, standardised, fitIntercept);
    double[] u = vector(objective);
    double[] direction = objective.evaluate(u).gradient();
    double slope = Vectors.dot(direction, direction);
    double[] bent = objective.hessianVector(u, direction);
    Vectors.addScaledInto(slope / Vectors.dot(direction, bent) - 1, direction.clone(), direction);
    slope = Vectors.dot(objective.evaluate(u).gradient(), direction);
    StepSample holdout = StepSample.at(u, everything(objective, u), objective.penalty());
    StepSample.Line line = holdout.line(direction, slope);
    double t = line.length();
    assertTrue(t > 0 && t < 4, "length " + t);
    double[] there = u.clone();
    Vectors.addScaledInto(-t, direction, there);
    double after = Vectors.dot(objective.evaluate(there).gradient(), direction);
    assertEquals(0, after, 0.02 * slope);
    // From the new point on, nothing is left along the same line.
    assertTrue(line.moved(t).line(direction, 1e-9 * slope).length() < 0.01);
  }

  @Test
  void theGramianIsTheHessian() {
    theGramianIsTheHessianOf(MarginLoss.SQUARED);
    theGramianIsTheHessianOf(MarginLoss.LOGISTIC);
    theGramianIsTheHessianOf(new Softmax(2));
  }

  private void theGramianIsTheHessianOf(Loss loss) {
    for (boolean standardised : new boolean[] {true, false}) {
      for (boolean fitIntercept : new boolean[] {true, false}) {
        LinearObjective objective = objective(loss, standardised, fitIntercept);
        double[] u = vector(objective);
        double[][] hessian = objective.hessian(objective.survey(u, PassRequest.GRAMIAN).gramian());
        double[] v = vector(objective);
        double[] expected = objective.hessianVector(u, v);
        for (int i = 0; i < v.length; i++) {
          double size = 1 + Math.abs(expected[i]);
          assertEquals(expected[i], Vectors.dot(hessian[i], v), 1e-9 * size);
        }
      }
    }
  }

  @Test
  void aDrawDependsOnSeedNumberAndRowsAlone() {
    LinearObjective objective = objective(MarginLoss.LOGISTIC, true, true);
    double[] theta = objective.coordinates().toOriginal(vector(objective));
    double[][] labels = new double[3][];
    for (int i = 0; i < 3; i++) {
      DrawRule draw =
          new DrawRule(
              DrawRule.stream(4, i / 2), 10, 1e9, true, 2, objective.coordinates().rowNorms());
      RowSample sample = draw.empty();
      for (int number = 0; number < data.blocks().size(); number++) {
        Block block = data.blocks().get(number);
        double[] squares = draw.squares(block, new JavaKernels());
        draw.draw(block, number, squares, new JavaKernels(), MarginLoss.LOGISTIC, theta, sample);
      }
      labels[i] = sample.blocks(TinyData.FEATURES, 10).get(0).values();
    }
    assertArrayEquals(labels[0], labels[1], 0.0);
    assertTrue(!java.util.Arrays.equals(labels[0], labels[2]));
  }

  @Test
  void normsAreThoseOfTheCoordinates() {
    Coordinates coordinates = data.coordinates(true, true);
    Block block = data.blocks().get(0);
    double[] squares = coordinates.rowNorms().squares(block, new JavaKernels());
    double mean = 0;
    for (int row = 0; row < block.rows(); row++) {
      double expected = 1;
      for (int j = 0; j < TinyData.FEATURES; j++) {
        double x = block.values()[row * TinyData.FEATURES + j] - data.means()[j];
        expected += data.deviations()[j] > 0 ? Math.pow(x / data.deviations()[j], 2) : 0;
      }
      assertEquals(expected, squares[row], 1e-9 * expected);
      mean += squares[row] / block.rows();
    }
    // Sample deviations are a little larger than the population's.
    assertEquals(coordinates.meanSquaredNorm(), mean, 0.1);
  }

  @Test
  void sizesAreBounded() {
    assertEquals(60, PilotSchedule.pilotRows(600, 6_000));
    assertEquals(1_000, PilotSchedule.pilotRows(50_000, 500_000));
    assertEquals(5_000, PilotSchedule.pilotRows(500_000, 5_000_000));
    assertEquals(20_000, PilotSchedule.sampleRows(500_000, 5_000_000));
    // 4,000 entries a row: 1/256 of all, then 256 MB.
    assertEquals(3_906, PilotSchedule.pilotRows(1_000_000, 4_000_000_000L));
    assertEquals(5_592, PilotSchedule.pilotRows(4_000_000, 16_000_000_000L));
    assertEquals(1_000, PilotSchedule.pilotRows(200_000, 800_000_000L));
    assertEquals(1, PilotSchedule.pilotRows(3, 3));
  }
}
