package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.kernel.JavaKernels;
import rllc.loss.MarginLoss;
import rllc.loss.Softmax;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.shard.Block;
import rllc.train.linear.Coordinates;
import rllc.train.linear.L1Penalty;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.Penalty;
import rllc.train.objective.Box;
import rllc.train.objective.BoxTest;
import rllc.train.objective.NonsmoothTerm;
import rllc.train.report.Outcome;
import rllc.train.report.StepRecord;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.LocalGradients;
import rllc.train.testing.Runs;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

/** Preset auto where there is an L1 part or a box, and few features. */
class ProximalNewtonTest {
  private static final OptimizerSettings AUTO = new OptimizerSettings.Auto(Optional.empty());

  private static Outcome fit(LinearObjective objective) {
    double[] start = new double[objective.dimension()];
    Runs.Recorded run = Runs.run(AUTO, objective, start, Stops.after(60, 1e-16));
    Outcome last = run.outcome();
    assertEquals("auto (proximal Newton)", last.optimizer().preset());
    assertTrue(last.optimizer().reason().contains("proximal Newton"), last.optimizer().reason());
    List<StepRecord> records = run.steps();
    for (int i = 1; i < records.size(); i++) {
      double before = records.get(i - 1).loss();
      assertTrue(records.get(i).loss() <= before + 1e-14 * Math.abs(before), "step " + i);
    }
    return last;
  }

  private static void assertOptimal(LinearObjective objective, Outcome last) {
    double[] u = last.theta();
    double[] gradient = objective.evaluate(u).gradient();
    double[] whole = NonsmoothTerm.of(objective).gradient(u, gradient);
    assertEquals("converged", last.stop().status(), () -> last.stop().toString());
    assertArrayEquals(new double[u.length], whole, 1e-8);
    assertEquals(Vectors.norm(whole), last.last().gradNorm(), 1e-15);
    assertEquals(objective.value(u), last.last().loss(), 1e-15 * Math.abs(last.last().loss()));
    assertArrayEquals(objective.box().nearest(u), u);
  }

  @RepeatedTest(100)
  void randomBoxes(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    TinyData data = TinyData.of(random.nextLong(1000));
    Box box = BoxTest.random(random);
    MarginLoss loss = random.nextBoolean() ? MarginLoss.LOGISTIC : MarginLoss.SQUARED;
    LinearObjective objective = BoxTest.objective(data, loss, box);
    assertOptimal(objective, fit(objective));
  }

  /** Labels of any size: least squares in units of about their deviation, between bounds. */
  @ParameterizedTest
  @CsvSource({"1e-6", "1", "1e6"})
  void boundsAndLabelsOfAnySize(double size) {
    TinyData data = TinyData.of(3);
    List<Block> blocks = data.blocks().stream().map(block -> scaled(block, size)).toList();
    Coordinates coordinates = Coordinates.scaled(data.deviations(), 1, true);
    double[] lower = {0, -0.1 * size, -1e9, -1, 0, -1e9};
    double[] upper = {0.2 * size, 1e9, 0.05 * size, 1, 1e9, 1e9};
    double unit = Math.scalb(1.0, Math.getExponent(size / 2));
    LinearObjective objective =
        new LinearObjective(
            new LocalGradients(blocks, new JavaKernels()),
            MarginLoss.SQUARED,
            coordinates,
            Penalty.l2(0.01, coordinates, data.deviations(), true),
            L1Penalty.NONE,
            coordinates.box(lower, upper),
            unit);
    Outcome last = fit(objective);
    double[] u = last.theta();
    double[] projected = objective.box().projectedGradient(u, objective.evaluate(u).gradient());
    assertArrayEquals(new double[u.length], projected, 1e-10);
    assertEquals(Vectors.norm(projected) * unit, last.last().gradNorm(), 1e-15 * size);
    assertEquals(objective.value(u), last.last().loss(), 1e-15 * size * size);
    assertEquals(2, last.last().passes());
    double[] theta = objective.toOriginal(u);
    long atBounds =
        IntStream.range(0, 5).filter(j -> theta[j] == lower[j] || theta[j] == upper[j]).count();
    assertTrue(atBounds > 0, () -> Arrays.toString(theta));
  }

  private static Block scaled(Block block, double size) {
    double[] labels = Arrays.stream(block.labels()).map(y -> size * y).toArray();
    return Block.dense(TinyData.FEATURES, labels, block.weights(), block.values());
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, false", "3, true", "4, false", "5, true"})
  void sparseModels(long seed, boolean standardised) {
    for (MarginLoss loss : MarginLoss.values()) {
      TinyData data = TinyData.of(seed).admittedBy(loss);
      for (double lambda : new double[] {1e-4, 0.01, 0.1, 10}) {
        Coordinates coordinates = data.coordinates(standardised, true);
        LinearObjective objective =
            new LinearObjective(
                new LocalGradients(data.blocks(), new JavaKernels()),
                loss,
                coordinates,
                Penalty.l2(lambda / 2, coordinates, data.deviations(), true),
                L1Penalty.of(lambda, coordinates, data.deviations(), true),
                Box.NONE);
        Outcome last = fit(objective);
        assertOptimal(objective, last);
        if (lambda == 10) {
          assertArrayEquals(new double[5], Arrays.copyOf(last.theta(), 5));
        }
      }
    }
  }

  @Test
  void severalClasses() {
    TinyData data = TinyData.of(13);
    List<Block> blocks = data.blocks().stream().map(ProximalNewtonTest::threeClasses).toList();
    Coordinates coordinates = Coordinates.standardised(data.means(), data.deviations(), 3, true);
    LinearObjective objective =
        new LinearObjective(
            new LocalGradients(blocks, new JavaKernels()),
            new Softmax(3),
            coordinates,
            Penalty.l2(0.001, coordinates, data.deviations(), true),
            L1Penalty.of(0.02, coordinates, data.deviations(), true),
            Box.NONE);
    Outcome last = fit(objective);
    assertOptimal(objective, last);
    long zeros = Arrays.stream(last.theta()).limit(15).filter(w -> w == 0).count();
    assertTrue(zeros > 3 && zeros < 15, zeros + " zeros");
  }

  private static Block threeClasses(Block block) {
    double[] labels = new double[block.rows()];
    Arrays.setAll(labels, row -> block.label(row) * (1 + row % 2));
    return Block.dense(TinyData.FEATURES, labels, block.weights(), block.values());
  }

  /** Least squares: the first pass tells everything, the second one confirms it. */
  @Test
  void twoPassesForLeastSquares() {
    TinyData data = TinyData.of(2);
    Coordinates coordinates = data.coordinates(true, true);
    LinearObjective objective =
        new LinearObjective(
            new LocalGradients(data.blocks(), new JavaKernels()),
            MarginLoss.SQUARED,
            coordinates,
            Penalty.l2(0, coordinates, data.deviations(), true),
            L1Penalty.of(0.02, coordinates, data.deviations(), true),
            Box.NONE);
    assertEquals(2, fit(objective).last().passes());
  }

  /** shared/golden/optima.json, made by an independent numpy program. */
  @ParameterizedTest
  @CsvSource({"reg=0.001 elasticNetParam=1, 1e-3, 1", "reg=0.01 elasticNetParam=0.5, 1e-2, 0.5"})
  void goldenOptima(String name, double reg, double elasticNet) throws IOException {
    GoldenProblem a9a = GoldenProblem.shared("a9a", 123);
    JsonNode golden =
        new ObjectMapper()
            .readTree(GoldenProblem.sharedFolder().resolve("golden/optima.json").toFile())
            .at("/a9a elastic net")
            .get(name);
    Coordinates coordinates = Coordinates.standardised(a9a.means(), a9a.deviations(), 1, true);
    LinearObjective objective =
        new LinearObjective(
            new LocalGradients(a9a.blocks(), new JavaKernels()),
            MarginLoss.LOGISTIC,
            coordinates,
            Penalty.l2(reg * (1 - elasticNet), coordinates, a9a.deviations(), false),
            L1Penalty.of(reg * elasticNet, coordinates, a9a.deviations(), false),
            Box.NONE);
    Outcome last = fit(objective);
    double[] theta = coordinates.toOriginal(last.theta());
    double optimum = golden.get("objective").asDouble();
    assertEquals(optimum, last.last().loss(), 1e-12 * optimum);
    long nonZeros = Arrays.stream(theta).limit(123).filter(w -> w != 0).count();
    int expected = golden.get("nonZeroCoefficients").asInt();
    // The lasso's optimum is several points: two columns are copies of others, three complements.
    assertEquals(expected, nonZeros);
    if (elasticNet < 1) {
      assertEquals(golden.get("intercept").asDouble(), theta[123], 1e-9);
    }
    assertTrue(last.last().passes() < 12, () -> last.last().passes() + " passes");
  }
}
