package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rllc.kernel.KernelChoice;
import rllc.kernel.KernelMode;
import rllc.loss.MarginLoss;
import rllc.optim.SecantPairs;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.settings.Tuning;
import rllc.shard.Block;
import rllc.shard.BlockBuilder;
import rllc.shard.Moments;
import rllc.train.linear.Coordinates;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Orthant;
import rllc.train.report.StepRecord;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.LibsvmRows;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;

class ScaledIdentityTest {
  private static final NewtonProblem NONE = null;
  private static final Orthant ALL = Orthant.at(new double[0], new double[0], new double[0]);
  private static final int WORDS = 8315;

  @Test
  void theIdentityScalesByTheLastPair() {
    ScaledIdentity middle = ScaledIdentity.identity(2);
    double[] q = {3, 4};
    SecantPairs none = SecantPairs.none(3);
    assertArrayEquals(new double[] {0.6, 0.8}, solve(middle, q, none), 1e-15);
    SecantPairs one = none.plus(new double[] {1, 1}, new double[] {2, 4});
    assertArrayEquals(new double[] {0.9, 1.2}, solve(middle, q, one), 1e-15);
  }

  private static final double[] SIZES = {1, 3, 6, 0.5};

  /** sizes^-2. */
  private static final double[] RATIOS = {1, 1 / 9.0, 1 / 36.0, 4};

  private static double[] solve(ScaledIdentity middle, double[] q, SecantPairs pairs) {
    return middle.solve(NONE, new double[q.length], q, pairs, ALL, null);
  }

  /** A feature that nothing is known of is left as it is. */
  @Test
  void unknownSizesAreOne() {
    double[] known = {1, 3, 1, 0.5};
    double[] unknown = {1, 3, 0, 0.5};
    List<double[]> metrics = ScaledIdentity.bySizes(unknown).metrics();
    for (int i = 0; i < metrics.size(); i++) {
      assertArrayEquals(ScaledIdentity.bySizes(known).metrics().get(i), metrics.get(i));
    }
  }

  private static double[] ratiosTo(double power) {
    return Arrays.stream(RATIOS).map(ratio -> Math.pow(ratio, power)).toArray();
  }

  /**
   * As many pairs as show which power fits; of a quadratic whose inverse Hessian is sizes^(-2p).
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.125, 0.25, 0.5})
  void rareFeaturesMoveLessWherePairsSaySo(double power) {
    ScaledIdentity middle = ScaledIdentity.bySizes(SIZES);
    SplittableRandom random = new SplittableRandom(4);
    double[] q = {1, -2, 3, 4};
    SecantPairs pairs = SecantPairs.none(9);
    double[] change = null;
    for (int pair = 0; pair < Tuning.PAIRS_THAT_SHOW.count(); pair++) {
      assertArrayEquals(solve(ScaledIdentity.identity(4), q, pairs), solve(middle, q, pairs));
      change = random.doubles(4, -1, 1).toArray();
      pairs = pairs.plus(Vectors.times(ratiosTo(power), change), change);
    }
    for (int pair = 0; pair < pairs.count(); pair++) {
      assertEquals(0, pairs.fit(pair, ratiosTo(power)), 1e-12);
      assertTrue(pairs.fit(pair, ratiosTo(power + 0.1)) < -1e-3);
    }
    // With the right power the scale is one.
    double[] expected = Vectors.times(ratiosTo(power), q);
    assertArrayEquals(expected, solve(middle, q, pairs), 1e-12);
  }

  /** Texts with fewer rows than words, standardised; L-BFGS takes 13 and 219 passes. */
  @Test
  void rareWordsTakeAThirdOfTheirPasses() throws IOException {
    assumeTrue(GoldenProblem.sharedFolder() != null, "no folder `shared` above here");
    List<Block> blocks = reuters();
    LinearObjective objective = standardised(blocks);
    double[] start = objective.coordinates().fromOriginal(prior(blocks));
    OptimizerSettings auto = new OptimizerSettings.Auto(Optional.empty());
    Runs.Recorded run = Runs.run(auto, objective, start, Stops.after(80, 1e-9));
    assertEquals("auto (secant law)", run.outcome().optimizer().preset());
    List<StepRecord> records = run.steps();
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
    Coordinates coordinates =
        Coordinates.standardised(moments.featureMeans(), deviations, 1, true).knowing(moments);
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
