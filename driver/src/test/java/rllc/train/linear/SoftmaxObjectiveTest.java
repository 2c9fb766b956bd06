package rllc.train.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.family.Family;
import rllc.family.LabelFacts;
import rllc.kernel.JavaKernels;
import rllc.loss.Softmax;
import rllc.optim.Quadratic;
import rllc.optim.Vectors;
import rllc.settings.LearningRate;
import rllc.settings.OptimizerSettings;
import rllc.shard.Block;
import rllc.train.objective.Curvature;
import rllc.train.objective.Evaluation;
import rllc.train.objective.Rate;
import rllc.train.report.Outcome;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

/** Several classes through objective, start and result. */
class SoftmaxObjectiveTest {
  private static final int CLASSES = 4;
  private static final int FEATURES = TinyData.FEATURES;
  private final TinyData data = TinyData.of(13);
  private final List<Block> blocks = data.blocks().stream().map(this::relabelled).toList();

  /** Four classes, half of the rows in the last. */
  private Block relabelled(Block block) {
    double[] labels = new double[block.rows()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = Math.min(row % 8, CLASSES - 1);
    }
    return Block.dense(FEATURES, labels, block.weights(), block.values());
  }

  private LinearObjective objective(boolean fitIntercept, double lambda) {
    Coordinates coordinates =
        Coordinates.standardised(data.means(), data.deviations(), CLASSES, fitIntercept);
    return new LinearObjective(
        new LocalGradients(blocks, new JavaKernels()),
        new Softmax(CLASSES),
        coordinates,
        Penalty.l2(lambda, coordinates, data.deviations(), true));
  }

  private double[] classWeights() {
    double[] weights = new double[CLASSES];
    for (Block block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        weights[(int) block.label(row)] += block.weight(row);
      }
    }
    return weights;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void derivativesAreTheCentralDifferences(boolean fitIntercept) {
    LinearObjective objective = objective(fitIntercept, 0.2);
    SplittableRandom random = new SplittableRandom(3);
    double[] u = Quadratic.vector(objective.dimension(), random);
    double[] direction = Quadratic.vector(u.length, random);
    Evaluation plus = objective.evaluate(moved(u, 1e-5, direction));
    Evaluation minus = objective.evaluate(moved(u, -1e-5, direction));
    double slope = (plus.loss() - minus.loss()) / 2e-5;
    double[] gradient = objective.evaluate(u).gradient();
    assertEquals(slope, Vectors.dot(gradient, direction), 1e-8 * (1 + Math.abs(slope)));
    double[] product = objective.hessianVector(u, direction);
    for (int i = 0; i < u.length; i++) {
      double bend = (plus.gradient()[i] - minus.gradient()[i]) / 2e-5;
      assertEquals(bend, product[i], 1e-7 * (1 + Math.abs(bend)), "entry " + i);
    }
  }

  /** One Gramian for each of six pairs of classes. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gramiansOfPairsAreTheHessian(boolean fitIntercept) {
    LinearObjective objective = objective(fitIntercept, 0.2);
    SplittableRandom random = new SplittableRandom(4);
    double[] u = Quadratic.vector(objective.dimension(), random);
    double[] direction = Quadratic.vector(u.length, random);
    double[] sums = objective.survey(u, PassRequest.GRAMIAN).gramian();
    assertEquals(6 * (FEATURES + 1) * (FEATURES + 2) / 2, sums.length);
    double[][] hessian = objective.hessian(sums);
    double[] product = objective.hessianVector(u, direction);
    for (int i = 0; i < u.length; i++) {
      assertEquals(product[i], Vectors.dot(hessian[i], direction), 1e-12, "entry " + i);
    }
  }

  @Test
  void fewFeaturesAndClassesTakeNewtonsMethod() {
    LinearObjective objective = objective(true, 1e-3);
    double[] start = new double[objective.dimension()];
    OptimizerSettings auto = new OptimizerSettings.Auto(Optional.empty());
    Outcome last = Runs.run(auto, objective, start, Stops.after(50, 1e-9)).outcome();
    assertEquals("auto (Newton)", last.optimizer().preset());
    OptimizerSettings lbfgs = new OptimizerSettings.Lbfgs();
    Outcome other = Runs.run(lbfgs, objective, start, Stops.after(900, 1e-10)).outcome();
    assertEquals(other.last().loss(), last.last().loss(), 1e-9);
    assertTrue(last.last().passes() <= 12, last.last().passes() + " passes");
  }

  private static double[] moved(double[] u, double h, double[] direction) {
    double[] moved = u.clone();
    Vectors.addScaledInto(h, direction, moved);
    return moved;
  }

  /** With coefficients 0 the best intercepts are the logarithms of the classes' shares. */
  @Test
  void thePriorIsBestWithoutCoefficients() {
    LinearObjective objective = objective(true, 0);
    double[] theta = nullModel(classWeights(), FEATURES);
    double sum = 0;
    double[] gradient = objective.evaluate(objective.coordinates().fromOriginal(theta)).gradient();
    for (int k = 0; k < CLASSES; k++) {
      assertEquals(0, gradient[FEATURES * CLASSES + k], 1e-14);
      sum += theta[FEATURES * CLASSES + k];
    }
    assertEquals(0, sum, 1e-14);
  }

  private static double[] nullModel(double[] classWeights, int features) {
    double[] intercepts = Family.multinomial().nullIntercepts(new LabelFacts(0, 1, classWeights));
    double[] theta = new double[classWeights.length * (features + 1)];
    System.arraycopy(intercepts, 0, theta, classWeights.length * features, classWeights.length);
    return theta;
  }

  @Test
  void aClassWithoutWeightStartsLikeTheRarest() {
    double[] theta = nullModel(new double[] {4, 0, 1, 4}, 0);
    double third = Math.log(4) / 2;
    assertArrayEquals(new double[] {third, -third, -third, third}, theta, 1e-15);
  }

  @Test
  void centringChangesNoLoss() {
    LinearObjective objective = objective(true, 0);
    Coordinates coordinates = objective.coordinates();
    double[] u = Quadratic.vector(objective.dimension(), new SplittableRandom(4));
    double[] theta = coordinates.toOriginal(u);
    double[] centred = Family.multinomial().identified(theta, CLASSES, false);
    for (int i = 0; i < theta.length; i += CLASSES) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += centred[i + k];
      }
      assertEquals(0, sum, 1e-13);
    }
    double loss = objective.evaluate(u).loss();
    assertEquals(loss, objective.evaluate(coordinates.fromOriginal(centred)).loss(), 1e-12 * loss);
    double[] penalised = Family.multinomial().identified(theta, CLASSES, true);
    int intercepts = FEATURES * CLASSES;
    for (int i = 0; i < theta.length; i++) {
      assertEquals(i < intercepts ? theta[i] : centred[i], penalised[i]);
    }
  }

  /** Shares 0.97, 0.01, 0.01, 0.01 curve less than equal ones; 0.49, 0.49, 0.01, 0.01 more. */
  @Test
  void anAutomaticRateFitsTheMostCurvedOfZeroAndStart() {
    LinearObjective objective = objective(true, 0);
    double[] zero = new double[objective.dimension()];
    List<Double> rates = new ArrayList<>();
    for (double[] shares : new double[][] {{1, 1, 1, 1}, {97, 1, 1, 1}, {49, 49, 1, 1}}) {
      double[] start = objective.coordinates().fromOriginal(nullModel(shares, FEATURES));
      Rate rate = Rate.of(new LearningRate(false, 1), objective, start, 5);
      double most =
          Math.max(
              Curvature.estimate(objective, zero, 5).largest(),
              Curvature.estimate(objective, start, 5).largest());
      assertEquals(1 / most, rate.c1());
      rates.add(rate.c1());
    }
    assertEquals(rates.get(0), rates.get(1));
    assertTrue(rates.get(2) < 0.7 * rates.get(0), rates.toString());
  }
}
