package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.kernel.JavaKernels;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.MarginLoss;
import rllc.shard.Moments;
import rllc.train.Training;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.LocalGradients;
import rllc.train.linear.Penalty;
import rllc.train.objective.Orthant;
import rllc.train.pilot.Pilot;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.LibsvmRows;
import rllc.train.testing.Stops;

class ScaledIdentityTest {
  private static final Orthant ALL = Orthant.at(new double[0], new double[0], new double[0]);
  private static final int WORDS = 8315;

  @Test
  void theIdentityScalesByTheLastPair() {
    ScaledIdentity middle = ScaledIdentity.identity(2);
    double[] q = {3, 4};
    SecantPairs none = SecantPairs.none(3);
    assertArrayEquals(new double[] {0.6, 0.8}, middle.solve(null, q, none, ALL).vector(), 1e-15);
    SecantPairs one = none.plus(new double[] {1, 1}, new double[] {2, 4});
    assertArrayEquals(new double[] {0.9, 1.2}, middle.solve(null, q, one, ALL).vector(), 1e-15);
    assertEquals(0, middle.solve(null, q, one, ALL).passes());
  }

  /** Shares 1, 1/4, none of four rows (hence 1/8), and the intercept's 1. */
  private static final double[] RATIOS = {1, 0.125, 0.03125, 2};

  private static ScaledIdentity byShares() {
    double[] values = {2, 5, 0, 1, 0, 0, 3, 0, 0, 4, 0, 0};
    Block rows = Block.dense(3, new double[4], null, values);
    double[] ones = {1, 1, 1};
    Coordinates coordinates = Coordinates.original(ones, 1, true);
    Pilot pilot =
        new Pilot(List.of(rows), new JavaKernels(), MarginLoss.LOGISTIC, coordinates, 4, 4);
    return ScaledIdentity.byShares(pilot, coordinates, new double[] {1, 2, 4, 0.5});
  }

  private static double[] ratiosTo(double power) {
    return Arrays.stream(RATIOS).map(ratio -> Math.pow(ratio, power)).toArray();
  }

  /** As many pairs as show which power fits; of a quadratic whose inverse Hessian is (f / h)^p. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.125, 0.25, 0.5})
  void rareFeaturesMoveLessWherePairsSaySo(double power) {
    ScaledIdentity middle = byShares();
    SplittableRandom random = new SplittableRandom(4);
    double[] q = {1, -2, 3, 4};
    SecantPairs pairs = SecantPairs.none(9);
    double[] change = null;
    for (int pair = 0; pair < ScaledIdentity.PAIRS_THAT_SHOW; pair++) {
      assertArrayEquals(
          ScaledIdentity.identity(4).solve(null, q, pairs, ALL).vector(),
          middle.solve(null, q, pairs, ALL).vector());
      change = random.doubles(4, -1, 1).toArray();
      pairs = pairs.plus(Vectors.times(ratiosTo(power), change), change);
    }
    for (int pair = 0; pair < pairs.count(); pair++) {
      assertEquals(0, pairs.fit(pair, ratiosTo(power)), 1e-12);
      assertTrue(pairs.fit(pair, ratiosTo(power + 0.1)) < -1e-3);
    }
    // With the right power the scale is one.
    double[] expected = Vectors.times(ratiosTo(power), q);
    assertArrayEquals(expected, middle.solve(null, q, pairs, ALL).vector(), 1e-12);
  }

  /** Texts with fewer rows than words, standardised; L-BFGS takes 13 and 219 passes. */
  @Test
  void rareWordsTakeAThirdOfTheirPasses() throws IOException {
    assumeTrue(GoldenProblem.sharedFolder() != null, "no folder `shared` above here");
    List<Block> blocks = reuters();
    LinearObjective objective = standardised(blocks);
    double[] start = objective.coordinates().fromOriginal(prior(blocks));
    List<StepRecord> records = new ArrayList<>();
    Training.prepare(
            new OptimizerSettings.Auto(Optional.empty()), objective, start, 1, KernelMode.AUTO)
        .start(start, Stops.after(80, 1e-9), RunControl.nobody())
        .forEachRemaining(state -> records.add(state.record()));
    double first = records.get(0).loss();
    // The best loss that was seen in any run.
    double best = 0.0027632366;
    assertAtMost(15, passesTo(best + 1e-2 * (first - best), records));
    assertAtMost(75, passesTo(best + 1e-4 * (first - best), records));
  }

  private static List<Block> reuters() throws IOException {
    Path file = GoldenProblem.sharedFolder().resolve("data/reuters-money-fx/reuters.trn.gz");
    BlockBuilder builder =
        LibsvmRows.read(
            new GZIPInputStream(Files.newInputStream(file)), WORDS, y -> y == 1 ? 1 : 0);
    builder.finish();
    return builder.drain();
  }

  private static LinearObjective standardised(List<Block> blocks) {
    Moments moments = new Moments(WORDS);
    blocks.forEach(moments::add);
    double[] deviations = moments.featureDeviations();
    Coordinates coordinates = Coordinates.standardised(moments.featureMeans(), deviations, 1, true);
    return new LinearObjective(
        new LocalGradients(blocks, KernelChoice.of(KernelMode.AUTO).kernels()),
        MarginLoss.LOGISTIC,
        coordinates,
        Penalty.l2(1e-5, coordinates, deviations, true));
  }

  /** Coefficients zero, the intercept the best one for them. */
  private static double[] prior(List<Block> blocks) {
    double rows = blocks.stream().mapToInt(Block::rows).sum();
    double ones = blocks.stream().flatMapToDouble(b -> Arrays.stream(b.labels())).sum();
    double[] theta = new double[WORDS + 1];
    theta[WORDS] = Math.log(ones / (rows - ones));
    return theta;
  }

  private static void assertAtMost(double most, double passes) {
    assertTrue(passes <= most, passes + " passes, more than " + most);
  }

  /** Passes after which the loss was first at most {@code target}. */
  private static double passesTo(double target, List<StepRecord> records) {
    return records.stream()
        .filter(record -> record.loss() <= target)
        .mapToDouble(StepRecord::passes)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
