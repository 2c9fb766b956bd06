package rllc.train.newton;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rllc.kernel.JavaKernels;
import rllc.kernel.KernelMode;
import rllc.optim.Vectors;
import rllc.settings.OptimizerSettings;
import rllc.shard.Block;
import rllc.shard.MarginLoss;
import rllc.shard.Softmax;
import rllc.train.Training;
import rllc.train.linear.Coordinates;
import rllc.train.linear.L1Penalty;
import rllc.train.linear.LinearObjective;
import rllc.train.linear.LocalGradients;
import rllc.train.linear.Penalty;
import rllc.train.objective.Box;
import rllc.train.objective.BoxTest;
import rllc.train.objective.NonsmoothTerm;
import rllc.train.run.RunControl;
import rllc.train.run.StepRecord;
import rllc.train.run.Trainer;
import rllc.train.run.TrainingState;
import rllc.train.testing.GoldenProblem;
import rllc.train.testing.Stops;
import rllc.train.testing.TinyData;

/** Preset auto where there is an L1 part or a box, and few features. */
class ProximalNewtonTest {
  private static final OptimizerSettings AUTO = new OptimizerSettings.Auto(Optional.empty());

  private static TrainingState fit(LinearObjective objective) {
    double[] start = new double[objective.dimension()];
    Training training = Training.prepare(AUTO, objective, start, 1, KernelMode.JAVA);
    assertEquals("auto (exact Gramian)", training.info().preset());
    assertTrue(training.info().reason().contains("proximal Newton"), training.info().reason());
    List<StepRecord> records = new ArrayList<>();
    TrainingState last =
        Trainer.fit(
            training.start(start, Stops.after(60, 1e-12), RunControl.of(List.of(records::add))));
    for (int i = 1; i < records.size(); i++) {
      double before = records.get(i - 1).loss();
      assertTrue(records.get(i).loss() <= before + 1e-14 * Math.abs(before), "step " + i);
    }
    return last;
  }

  private static void assertOptimal(LinearObjective objective, TrainingState last) {
    double[] u = last.theta();
    double[] gradient = objective.evaluate(u).gradient();
    double[] whole = NonsmoothTerm.of(objective).gradient(u, gradient);
    assertEquals("converged", last.stop().orElseThrow().status(), () -> last.stop().toString());
    assertArrayEquals(new double[u.length], whole, 1e-8);
    assertEquals(Vectors.norm(whole), last.record().gradNorm(), 1e-15);
    assertEquals(objective.value(u), last.record().loss(), 1e-15 * Math.abs(last.record().loss()));
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

  @ParameterizedTest
  @CsvSource({"1, true", "2, false", "3, true", "4, false", "5, true"})
  void sparseModels(long seed, boolean standardised) {
    TinyData data = TinyData.of(seed);
    for (MarginLoss loss : MarginLoss.values()) {
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
        TrainingState last = fit(objective);
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
    TrainingState last = fit(objective);
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
    assertEquals(2, fit(objective).record().passes());
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
    TrainingState last = fit(objective);
    double[] theta = coordinates.toOriginal(last.theta());
    double optimum = golden.get("objective").asDouble();
    assertEquals(optimum, last.record().loss(), 1e-12 * optimum);
    long nonZeros = Arrays.stream(theta).limit(123).filter(w -> w != 0).count();
    int expected = golden.get("nonZeroCoefficients").asInt();
    // The lasso's optimum is several points: two columns are copies of others, three complements.
    assertEquals(expected, nonZeros);
    if (elasticNet < 1) {
      assertEquals(golden.get("intercept").asDouble(), theta[123], 1e-9);
    }
    assertTrue(last.record().passes() < 12, () -> last.record().passes() + " passes");
  }
}
